package dev.slipway.core.release;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plan can see and decide at today's traffic, reckoned before the release. Averages, by the formulas of
 * {@link Detectability}; the simulated table in docs/release-statistics.md has the spread around them.
 *
 * @param plan the plan
 * @param demand what clients ask
 * @param steps its steps in order
 * @param obstacles why it cannot decide, step by step; empty where it can
 */
public record Forecast(ReleasePlan plan, Demand demand, List<StepForecast> steps, List<String> obstacles) {

    /** Copies the lists. */
    public Forecast {
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
    }

    /** Reckons. */
    public static Forecast of(ReleasePlan plan, Demand demand) {
        List<StepForecast> steps = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        double share = 0;
        for (Step step : plan.steps()) {
            share = switch (step) {
                case Step.Shift(BigDecimal to, var _, var _, var _) -> to.doubleValue();
                case Step.Bake(var _) -> 1;
                case Step.Verify(var _), Step.Ask(var _), Step.Shadow(var _), Step.Bandit(var _) -> share;
            };
            StepForecast forecast = new StepForecasts(plan, demand).of(step, share);
            forecast.obstacle().ifPresent(why -> obstacles.add(step.label() + ": " + why));
            steps.add(forecast);
        }
        blind(plan, steps).ifPresent(obstacles::add);
        return new Forecast(plan, demand, steps, obstacles);
    }

    /** Whether a candidate that fails half of its calls would go unnoticed, where the plan means to look at all. */
    private static Optional<String> blind(ReleasePlan plan, List<StepForecast> steps) {
        boolean looks = plan.steps().stream()
                .anyMatch(step -> step instanceof Step.Bake
                        || (step instanceof Step.Shift shift && shift.to().compareTo(BigDecimal.ONE) < 0));
        long seen = steps.stream().mapToLong(StepForecast::candidate).sum();
        long needed = StepForecasts.callsForCatastrophe(plan);
        return looks && seen < needed
                ? Optional.of(
                        "the whole plan sees " + seen + " calls of the candidate; one that fails half of its calls"
                                + " is found after about " + needed)
                : Optional.empty();
    }

    /** Whether the plan decides by itself, and by something that it sees. */
    public boolean decides() {
        return obstacles.isEmpty();
    }

    /** How long a healthy release takes; empty where it does not end by itself. A person's answer takes no time here. */
    public Optional<Duration> expected() {
        Duration sum = Duration.ZERO;
        for (StepForecast step : steps) {
            if (step.expected().isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(step.expected().get());
        }
        return Optional.of(sum);
    }

    /** The same plan as it would decide at this traffic; empty where this one does. */
    public Optional<ReleasePlan> better() {
        return decides() ? Optional.empty() : Optional.of(new BetterPlan(demand).of(plan));
    }

    /** Everything that would stop the release, one line each. */
    public List<String> stops() {
        List<String> stops = new ArrayList<>();
        for (Gate gate : Gate.of(plan)) {
            stops.add(
                    switch (gate) {
                        case Gate.Errors(double tolerate) ->
                            "errors: it fails more often than " + tolerate + " times stable's odds";
                        case Gate.Latency latency ->
                            latency.key() + ": more of its calls than " + latency.tolerate()
                                    + " times stable's odds are noticeably slower than stable's q" + latency.percent();
                        case Gate.Rate(String key, double limit, var _) ->
                            key + ": it fails more than " + Numbers.percent(limit) + " of its calls"
                                    + (key.equals("slo") ? ", its budget" : ", whatever stable does");
                    });
        }
        plan.alarms().forEach(alarm -> stops.add("alarm " + alarm + ": it fires (outside alpha)"));
        stops.add("verify: a golden sample is not answered as expected, or the version does not start");
        return stops;
    }
}
