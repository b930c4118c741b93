package dev.slipway.core.release;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One e-process that can roll a candidate back. All gates of a plan share its alpha: their weighted sum is an e-process
 * under any dependence between them (I9).
 */
sealed interface Gate {

    /** Of the mixture over moments, the share of "from the first window on". */
    double START = 0.8;

    /** Its name in evidence and reasons. */
    String key();

    /** How much of alpha it takes, compared with the other gates. */
    double weight();

    /** Its alternatives and moments. */
    Mixture mixture();

    /**
     * Twice the odds of a slow call are accepted of what is accepted of errors: two equal versions are never equally
     * fast, for the one with less traffic has colder caches and less compiled code.
     */
    double LENIENCE = 2;

    /** The gates of a plan. */
    static List<Gate> of(ReleasePlan plan) {
        List<Gate> gates = new ArrayList<>();
        gates.add(new Errors(plan.tolerate()));
        plan.quantiles().stream()
                .distinct()
                .sorted()
                .forEach(quantile -> gates.add(new Latency(quantile, LENIENCE * plan.tolerate())));
        gates.add(Rate.catastrophe());
        plan.slo().ifPresent(budget -> gates.add(Rate.slo(budget)));
        return gates;
    }

    /** A gate that compares the candidate with stable, window by window. */
    sealed interface Comparing extends Gate {

        /** The odds ratios that are looked for, where less than 2 is tolerated. */
        List<Double> RATIOS = List.of(2.0, 3.0, 5.0, 10.0, 30.0);

        /** Each of them, and each moment, as it is weighed. */
        Mixture EVEN = Mixture.even(RATIOS.size(), START);

        /** The odds ratio that is accepted. */
        double tolerate();

        /** The odds ratios that are looked for: always above the tolerated one. */
        default List<Double> ratios() {
            return tolerate() < 2
                    ? RATIOS
                    : RATIOS.stream()
                            .map(ratio -> ratio * tolerate() / Presets.TOLERATE)
                            .toList();
        }

        @Override
        default Mixture mixture() {
            return EVEN;
        }

        /** Takes in one window: on each arm, how many calls, and how many of them count against it. */
        default Sums fold(Sums sums, Tally stable, Tally candidate) {
            long against = stable.errors() + candidate.errors();
            if (stable.requests() == 0 || candidate.requests() == 0 || against == 0) {
                return sums;
            }
            List<Double> logs = ConditionalTest.logs(
                    candidate.requests(), stable.requests(), candidate.errors(), against, ratios(), tolerate());
            return mixture().fold(sums, logs);
        }
    }

    /**
     * Failed calls.
     *
     * @param tolerate the odds ratio that is accepted
     */
    record Errors(double tolerate) implements Comparing {
        @Override
        public String key() {
            return "errors";
        }

        @Override
        public double weight() {
            return 4;
        }
    }

    /**
     * Calls slower than a quantile of stable's.
     *
     * @param quantile which
     * @param tolerate the odds ratio that is accepted
     */
    record Latency(double quantile, double tolerate) implements Comparing {
        @Override
        public String key() {
            return "latency q" + percent();
        }

        @Override
        public double weight() {
            return 1;
        }

        /** Whole percents, which most are, the short way: this is asked at every turn. */
        String percent() {
            long whole = Math.round(quantile * 100);
            return whole / 100.0 == quantile ? Long.toString(whole) : exactly(quantile);
        }

        private static String exactly(double quantile) {
            return BigDecimal.valueOf(quantile)
                    .movePointRight(2)
                    .stripTrailingZeros()
                    .toPlainString();
        }

        /** The calls that count, and of them those slower than the threshold. */
        static Optional<Tally> tally(Observation.Measured measured, Duration threshold) {
            return Optional.ofNullable(measured.slow().get(threshold)).map(slow -> new Tally(measured.timed(), slow));
        }
    }

    /**
     * The candidate's own error rate against a limit, whatever stable does.
     *
     * @param key the rule's name
     * @param limit the highest rate that is accepted
     * @param rates the rates that are looked for
     */
    record Rate(String key, double limit, List<Double> rates) implements Gate {

        /** The mixture of a rule that looks for one rate, as most do. */
        private static final Mixture ONE = Mixture.even(1, START);

        /** Half of all calls fail, where at most one in twenty may. */
        static Rate catastrophe() {
            return new Rate("catastrophe", Presets.CATASTROPHE, List.of(0.5));
        }

        /** The rate is above the budget: the lower confidence bound at alpha has passed it. */
        static Rate slo(double budget) {
            return new Rate(
                    "slo",
                    budget,
                    List.of(1.5, 3.0, 10.0).stream()
                            .map(times -> above(budget, times))
                            .toList());
        }

        /** {@code times} the budget in odds, so that it stays below one. */
        private static double above(double budget, double times) {
            double odds = times * budget / (1 - budget);
            return odds / (1 + odds);
        }

        @Override
        public double weight() {
            return 2;
        }

        @Override
        public Mixture mixture() {
            return rates.size() == 1 ? ONE : Mixture.even(rates.size(), START);
        }

        /** Takes in calls of one arm. */
        Sums fold(Sums sums, Tally calls) {
            if (calls.requests() == 0) {
                return sums;
            }
            return mixture()
                    .fold(
                            sums,
                            rates.stream()
                                    .map(rate -> RateTest.log(calls.requests(), calls.errors(), rate, limit))
                                    .toList());
        }
    }
}
