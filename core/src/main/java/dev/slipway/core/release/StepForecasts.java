package dev.slipway.core.release;

import dev.slipway.core.release.ReleasePlan.Advance;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Reckons the steps of one plan at one demand. */
final class StepForecasts {

    private static final List<Double> RATIOS = List.of(2.0, 5.0, 10.0);
    private static final double HALF = 0.5;
    private static final double SECONDS = 60;
    private static final double LONGEST_SECONDS = Duration.ofDays(31).toSeconds();

    private final ReleasePlan plan;
    private final Demand demand;

    StepForecasts(ReleasePlan plan, Demand demand) {
        this.plan = plan;
        this.demand = demand;
    }

    StepForecast of(Step step, double share) {
        return switch (step) {
            case Step.Shift(BigDecimal _, Duration atLeast, Duration atMost, long requests) ->
                shift(step, share, atLeast, atMost, requests);
            case Step.Bake(Duration length) -> seen(step, share, Optional.of(length), length, Optional.empty());
            case Step.Verify _, Step.Ask _, Step.Shadow _, Step.Bandit _ ->
                new StepForecast(step, share, Optional.of(Duration.ZERO), 0, 0, List.of(), Optional.empty());
        };
    }

    private StepForecast shift(Step step, double share, Duration atLeast, Duration atMost, long requests) {
        double needed = share < 1 ? Math.max(1, requests) : requests;
        double calls = plan.advance() == Advance.PROOF && share < 1 ? Math.max(needed, callsForProof(share)) : needed;
        Optional<Duration> enough = calls == 0 ? Optional.of(Duration.ZERO) : time(calls / perSecond(share));
        Optional<Duration> expected = enough.map(found -> found.compareTo(atLeast) > 0 ? found : atLeast)
                .filter(found -> found.compareTo(atMost) <= 0);
        return seen(
                step,
                share,
                expected,
                atMost,
                expected.isPresent() ? Optional.empty() : Optional.of(why(calls, share, enough, atMost)));
    }

    private String why(double calls, double share, Optional<Duration> enough, Duration atMost) {
        String wanted = Double.isFinite(calls)
                ? "needs about " + whole(calls) + " calls of the candidate"
                        + (plan.advance() == Advance.PROOF ? " for a proof" : "")
                : "cannot prove anything at this error rate";
        return wanted + ", which takes "
                + enough.map(found -> "about " + DurationText.format(found)).orElse("more than a month") + " at "
                + Numbers.percent(share) + " of " + Numbers.brief(demand.perMinute())
                + " calls a minute; it may take at most "
                + DurationText.format(atMost);
    }

    private StepForecast seen(
            Step step, double share, Optional<Duration> expected, Duration atMost, Optional<String> obstacle) {
        double seconds = expected.orElse(atMost).toMillis() / 1000.0;
        return new StepForecast(
                step,
                share,
                expected,
                whole(seconds * perSecond(share)),
                whole(seconds * perSecond(1 - share)),
                detections(share),
                obstacle);
    }

    /** The calls that prove a candidate which fails as often as stable does; whichever proof is the nearer. */
    double callsForProof(double share) {
        double threshold = -Math.log(plan.beta());
        double relative = Detectability.failures(threshold + Math.log(NoWorse.RATIOS.size()), share, 1, NoWorse.BAD)
                / perCall(share, 1);
        double budget = NoWorse.budget(plan);
        double absolute = demand.errors() >= budget ? Double.POSITIVE_INFINITY : absolute(threshold, budget);
        return share * relative < absolute ? share * relative : absolute;
    }

    /** By the alternative that gains most at this error rate, for the price of its share in the mixture. */
    private double absolute(double threshold, double budget) {
        return DoubleStream.of(0, 0.25, HALF)
                .map(part -> {
                    double gain = gain(demand.errors(), part * budget, budget);
                    return gain > 0 ? (threshold - Math.log(part == 0 ? 0.7 : 0.15)) / gain : Double.POSITIVE_INFINITY;
                })
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double gain(double rate, double alternative, double limit) {
        double failed = rate == 0 ? 0 : rate * Math.log(alternative / limit);
        return failed + (1 - rate) * (Math.log1p(-alternative) - Math.log1p(-limit));
    }

    private List<Detection> detections(double share) {
        List<Detection> found = new ArrayList<>();
        if (share < 1) {
            Gate errors = Gate.of(plan).getFirst();
            RATIOS.stream()
                    .filter(ratio -> ratio > plan.tolerate() && demand.errors() > 0)
                    .forEach(ratio -> found.add(compared(
                            "fails " + Numbers.brief(ratio) + " times as often as stable",
                            errors,
                            share,
                            ratio,
                            plan.tolerate(),
                            demand.errors())));
            if (demand.errors() == 0) {
                found.add(compared("fails 1% of its calls, where stable fails none", errors, share, 0.01));
            }
            plan.quantiles().stream()
                    .distinct()
                    .sorted()
                    .reduce((_, highest) -> highest)
                    .ifPresent(quantile -> {
                        Gate.Latency gate = new Gate.Latency(quantile, Gate.LENIENCE * plan.tolerate());
                        double odds = HALF / (1 - HALF) / ((1 - quantile) / quantile);
                        found.add(afterWarming(
                                compared(
                                        "half of its calls noticeably slower than stable's q" + gate.percent(),
                                        gate,
                                        share,
                                        odds,
                                        gate.tolerate(),
                                        1 - quantile),
                                perSecond(share)));
                    });
        }
        double calls = callsForCatastrophe(plan);
        found.add(new Detection("fails half of its calls", "catastrophe", 0, calls, time(calls / perSecond(share))));
        return found;
    }

    /** Until then no call is compared, and then as many are needed. */
    private Detection afterWarming(Detection compared, double perSecond) {
        double calls = compared.calls() + Warming.calls(perSecond, demand.window());
        return new Detection(compared.trouble(), compared.rule(), compared.failures(), calls, time(calls / perSecond));
    }

    /** A candidate that alone fails: each failure gives what the highest alternative gains. */
    private Detection compared(String trouble, Gate gate, double share, double rate) {
        double odds = Gate.Comparing.RATIOS.getLast();
        double gain =
                Math.log(Detectability.onCandidate(share, odds) / Detectability.onCandidate(share, plan.tolerate()));
        double failures = Detectability.threshold(plan, gate) / gain;
        return new Detection(trouble, gate.key(), failures, failures / rate, time(failures / rate / perSecond(share)));
    }

    private Detection compared(String trouble, Gate gate, double share, double ratio, double tolerate, double base) {
        double failures = Detectability.failures(Detectability.threshold(plan, gate), share, ratio, tolerate);
        double all = failures / (base * ((1 - share) + share * raised(base, ratio)));
        return new Detection(trouble, gate.key(), failures, all * share, time(all / perSecond(1)));
    }

    /** How much oftener something of this rate happens where its odds are so many times as high. */
    private static double raised(double rate, double ratio) {
        double odds = ratio * rate / (1 - rate);
        return odds / (1 + odds) / rate;
    }

    /** Failures that one call brings, on either version. */
    private double perCall(double share, double ratio) {
        return demand.errors() * (1 - share + share * ratio);
    }

    /** The candidate's calls after which one that fails half of them is found. */
    static long callsForCatastrophe(ReleasePlan plan) {
        Gate.Rate gate = Gate.Rate.catastrophe();
        return whole(Math.ceil(Detectability.calls(Detectability.threshold(plan, gate), HALF, Presets.CATASTROPHE)));
    }

    private double perSecond(double share) {
        return demand.perMinute() * share / SECONDS;
    }

    private static long whole(double number) {
        return Math.round(number);
    }

    /** Whole seconds, rounded up. */
    private static Optional<Duration> time(double seconds) {
        return seconds <= LONGEST_SECONDS
                ? Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)))
                : Optional.empty();
    }
}
