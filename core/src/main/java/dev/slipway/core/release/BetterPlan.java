package dev.slipway.core.release;

import dev.slipway.core.release.ReleasePlan.Advance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mends a plan that cannot decide at a demand: larger shares, longer times, and where even half of the traffic shows too
 * little within a day, a person in place of the evidence.
 */
final class BetterPlan {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Step ALL = new Step.Shift(BigDecimal.ONE, Duration.ZERO, Duration.ofHours(1), 0);
    private static final List<BigDecimal> SHARES = List.of(
            new BigDecimal("0.01"),
            new BigDecimal("0.05"),
            new BigDecimal("0.1"),
            new BigDecimal("0.25"),
            new BigDecimal("0.5"));

    private final Demand demand;

    BetterPlan(Demand demand) {
        this.demand = demand;
    }

    ReleasePlan of(ReleasePlan plan) {
        ReleasePlan mended = mended(plan);
        if (plan.advance() == Advance.PROOF && asks(mended) && !asks(plan)) {
            ReleasePlan patient = mended(withoutProof(plan));
            return asks(patient) ? mended : patient;
        }
        return mended;
    }

    private static boolean asks(ReleasePlan plan) {
        return plan.steps().stream().anyMatch(step -> step instanceof Step.Ask);
    }

    private static ReleasePlan withoutProof(ReleasePlan plan) {
        return new ReleasePlan(
                plan.name(),
                plan.steps(),
                Advance.NO_EVIDENCE_AGAINST,
                plan.onInconclusive(),
                plan.alpha(),
                plan.beta(),
                plan.tolerate(),
                plan.slo(),
                plan.quantiles(),
                plan.alarms());
    }

    private ReleasePlan mended(ReleasePlan plan) {
        return hopeless(plan) ? renamed(plan, decidedByAPerson(plan)) : renamed(plan, steps(plan));
    }

    /** Whether all of the traffic of a day shows too little. */
    private boolean hopeless(ReleasePlan plan) {
        return demand.perMinute() * LONGEST.toMinutes() < StepForecasts.callsForCatastrophe(plan);
    }

    private static List<Step> decidedByAPerson(ReleasePlan plan) {
        List<Step> steps = new ArrayList<>(plan.steps().stream()
                .filter(step -> step instanceof Step.Verify || step instanceof Step.Ask)
                .toList());
        if (!asks(plan)) {
            steps.add(new Step.Ask(List.of()));
        }
        steps.add(ALL);
        return steps;
    }

    private List<Step> steps(ReleasePlan plan) {
        List<Step> steps = new ArrayList<>();
        BigDecimal last = BigDecimal.ZERO;
        for (Step step : plan.steps()) {
            if (step instanceof Step.Shift shift && shift.to().compareTo(BigDecimal.ONE) < 0) {
                Optional<Step.Shift> better = better(plan, shift, last);
                if (better.isPresent() && better.get().to().compareTo(last) > 0) {
                    steps.add(better.get());
                    last = better.get().to();
                } else if (better.isEmpty() && steps.stream().noneMatch(Step.Ask.class::isInstance)) {
                    steps.add(new Step.Ask(List.of()));
                }
            } else if (step instanceof Step.Bake(Duration length)) {
                steps.add(bake(plan, length));
            } else {
                steps.add(step);
            }
        }
        return steps;
    }

    /** A bake that sees enough. */
    private Step bake(ReleasePlan plan, Duration length) {
        double seconds = StepForecasts.callsForCatastrophe(plan) / (demand.perMinute() / 60);
        Duration enough = rounded(Duration.ofSeconds((long) Math.ceil(seconds)));
        return new Step.Bake(enough.compareTo(length) > 0 ? enough : length);
    }

    private static ReleasePlan renamed(ReleasePlan plan, List<Step> steps) {
        return new ReleasePlan(
                "custom",
                steps,
                plan.advance(),
                plan.onInconclusive(),
                plan.alpha(),
                plan.beta(),
                plan.tolerate(),
                plan.slo(),
                plan.quantiles(),
                plan.alarms());
    }

    /** The step with the smallest share, not below its own, that ends within its own longest time; or within a day. */
    private Optional<Step.Shift> better(ReleasePlan plan, Step.Shift step, BigDecimal above) {
        for (Duration limit : List.of(step.atMost(), LONGEST)) {
            for (BigDecimal share : shares(step, above)) {
                Optional<Duration> needed = needed(plan, step, share);
                if (needed.filter(time -> time.multipliedBy(2).compareTo(limit) <= 0)
                        .isPresent()) {
                    Duration most = rounded(needed.get().multipliedBy(2));
                    return Optional.of(new Step.Shift(
                            share,
                            step.atLeast(),
                            most.compareTo(step.atMost()) > 0 ? most : step.atMost(),
                            Math.max(step.requests(), StepForecasts.callsForCatastrophe(plan))));
                }
            }
        }
        return Optional.empty();
    }

    private static List<BigDecimal> shares(Step.Shift step, BigDecimal above) {
        List<BigDecimal> shares = new ArrayList<>();
        if (step.to().compareTo(above) > 0) {
            shares.add(step.to());
        }
        SHARES.stream()
                .filter(share -> share.compareTo(step.to()) > 0 && share.compareTo(above) > 0)
                .forEach(shares::add);
        if (shares.isEmpty()) {
            shares.add(step.to());
        }
        return shares;
    }

    private Optional<Duration> needed(ReleasePlan plan, Step.Shift step, BigDecimal share) {
        Step.Shift patient = new Step.Shift(
                share,
                step.atLeast(),
                LONGEST.compareTo(step.atMost()) > 0 ? LONGEST : step.atMost(),
                Math.max(step.requests(), StepForecasts.callsForCatastrophe(plan)));
        return new StepForecasts(plan, demand).of(patient, share.doubleValue()).expected();
    }

    /** Up to a time that people would write. */
    private static Duration rounded(Duration time) {
        for (Duration unit : List.of(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(1))) {
            if (time.compareTo(unit.multipliedBy(3)) >= 0 || unit.toSeconds() == 1) {
                long units = Math.ceilDiv(time.toMillis(), unit.toMillis());
                return unit.multipliedBy(Math.max(1, units));
            }
        }
        return time;
    }
}
