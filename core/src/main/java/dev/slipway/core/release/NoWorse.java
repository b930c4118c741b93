package dev.slipway.core.release;

import java.util.List;
import java.util.stream.Stream;

/**
 * Proof that a candidate may go on: relative ("its odds of failing are below {@value #BAD} times stable's") or absolute
 * ("its error rate is below the budget"). Each is an e-process against its own opposite; 1/beta proves it. The relative
 * one needs errors to be seen, the absolute one needs a budget that is kept.
 */
public final class NoWorse {

    /** The odds ratio that must be ruled out. */
    static final double BAD = 3;

    /** The error rate that must be ruled out where the plan has no SLO. */
    static final double BUDGET = 0.01;

    static final List<Double> RATIOS = List.of(0.5, 1.0, 1.25);

    private static final List<Double> RATES = List.of(0.0, 0.25, 0.5);
    private static final Mixture RELATIVE = Mixture.even(RATIOS.size(), 1);
    private static final Mixture ABSOLUTE = new Mixture(List.of(0.7, 0.15, 0.15), 1);

    private NoWorse() {}

    /**
     * What is kept of the proof within a step.
     *
     * @param relative against stable
     * @param absolute against the budget
     */
    public record Proof(Sums relative, Sums absolute) {
        static Proof none() {
            return new Proof(RELATIVE.none(), ABSOLUTE.none());
        }

        /** The logarithms of both, the larger first: what is proved, or nearest to it. */
        List<Reason> reasons(ReleasePlan plan) {
            double threshold = Math.log(1 / plan.beta());
            return Stream.of(
                            new Reason(
                                    "proof",
                                    "log E against \"fails " + BAD + " times as often as stable\"",
                                    RELATIVE.log(relative),
                                    threshold),
                            new Reason(
                                    "proof",
                                    "log E against \"at least " + Numbers.percent(budget(plan))
                                            + " of its calls fail\"",
                                    ABSOLUTE.log(absolute),
                                    threshold))
                    .sorted((a, b) -> Double.compare(b.number(), a.number()))
                    .toList();
        }
    }

    static double budget(ReleasePlan plan) {
        return plan.slo().orElse(BUDGET);
    }

    static Proof fold(ReleasePlan plan, Proof proof, Tally stable, Tally candidate) {
        return new Proof(relative(proof.relative(), stable, candidate), absolute(plan, proof.absolute(), candidate));
    }

    private static Sums relative(Sums sums, Tally stable, Tally candidate) {
        long errors = stable.errors() + candidate.errors();
        if (stable.requests() == 0 || candidate.requests() == 0 || errors == 0) {
            return sums;
        }
        return RELATIVE.fold(
                sums,
                ConditionalTest.logs(candidate.requests(), stable.requests(), candidate.errors(), errors, RATIOS, BAD));
    }

    private static Sums absolute(ReleasePlan plan, Sums sums, Tally candidate) {
        if (candidate.requests() == 0) {
            return sums;
        }
        double budget = budget(plan);
        return ABSOLUTE.fold(
                sums,
                RATES.stream()
                        .map(part -> RateTest.log(candidate.requests(), candidate.errors(), part * budget, budget))
                        .toList());
    }
}
