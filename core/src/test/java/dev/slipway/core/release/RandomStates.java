package dev.slipway.core.release;

import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Observation.Arm;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Plans, windows and states of every kind, drawn. */
final class RandomStates {

    private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.95, 0.99, 0.999);
    private final RandomGenerator random;

    RandomStates(RandomGenerator random) {
        this.random = random;
    }

    ReleasePlan plan() {
        return new ReleasePlan(
                text("plan"),
                steps(),
                one(List.of(Advance.values())),
                one(List.of(OnInconclusive.values())),
                Math.max(1e-9, random.nextDouble() / 2),
                Math.max(1e-9, random.nextDouble() / 2),
                1 + 20 * random.nextDouble(),
                random.nextBoolean() ? Optional.empty() : Optional.of(Math.max(1e-9, random.nextDouble() * 0.999)),
                QUANTILES.stream().filter(quantile -> random.nextBoolean()).toList(),
                random.nextBoolean() ? List.of() : List.of(text("alarm"), "\"quoted\" \u00fc \\"));
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Verify(1 + random.nextInt(100)));
        int share = 0;
        for (int count = random.nextInt(5); count > 0; count--) {
            share = Math.min(1000, share + 1 + random.nextInt(400));
            steps.add(new Step.Shift(
                    BigDecimal.valueOf(share, 3),
                    Duration.ofMillis(random.nextInt(100_000)),
                    Duration.ofMillis(100_000 + random.nextInt(100_000_000)),
                    random.nextInt(1000)));
            switch (random.nextInt(6)) {
                case 0 -> steps.add(new Step.Ask(random.nextBoolean() ? List.of() : List.of("team-ml", text("who"))));
                case 1 -> steps.add(new Step.Shadow(Duration.ofSeconds(random.nextInt(1000))));
                case 2 -> steps.add(new Step.Bandit(Duration.ofSeconds(random.nextInt(1000))));
                default -> {}
            }
        }
        if (random.nextBoolean()) {
            steps.add(new Step.Bake(Duration.ofMillis(1 + random.nextInt(1_000_000))));
        }
        return steps;
    }

    /** A release that went through some verdicts and windows. */
    ReleaseState state() {
        ReleasePlan plan = plan();
        Instant now = Given.MORNING.plusMillis(random.nextInt(1_000_000));
        ReleaseState state = ReleaseState.start(
                        text("digits"),
                        new ModelName("digits"),
                        plan,
                        random.nextInt(5) == 0 ? Optional.empty() : Optional.of(Given.STABLE),
                        new FunctionVersion("2", Given.CANDIDATE.digest(), text("code")),
                        text("ann"),
                        text("why"),
                        now,
                        plan.alarms())
                .withProof()
                .withThresholds(thresholds(plan));
        for (int acts = random.nextInt(12); acts > 0 && !state.status().isFinal(); acts--) {
            now = now.plusMillis(random.nextInt(200_000));
            state = act(state, now);
        }
        return state;
    }

    private ReleaseState act(ReleaseState state, Instant now) {
        boolean last = state.progress().step() == state.plan().steps().size() - 1;
        return switch (random.nextInt(9)) {
            case 0 -> Release.next(state, last ? new Verdict.Promote(reason()) : new Verdict.Advance(reason()), now);
            case 1 -> Release.next(state, new Verdict.Ask(reason()), now);
            case 2 -> Release.next(state, new Verdict.Inconclusive(reason()), now);
            case 3 -> random.nextInt(4) > 0 ? state : Release.next(state, new Verdict.RollBack(reason()), now);
            case 4 -> state.withStatus(new Status.Paused(text("ben"), text("why"), now), reason());
            case 5 -> Release.applied(state, now, Given.MINUTE);
            default -> observed(state, now);
        };
    }

    private ReleaseState observed(ReleaseState state, Instant now) {
        Instant start = state.observedUntil().orElse(now);
        return Release.observe(
                state, new Observation(start, start.plusSeconds(60), Map.of("1", arm(state), "2", arm(state))));
    }

    Arm arm(ReleaseState state) {
        if (random.nextInt(5) == 0) {
            return new Observation.NoData(text("no"));
        }
        long requests = random.nextInt(3) == 0 ? 0 : random.nextInt(2000);
        long errors = Math.min(requests, random.nextInt(20));
        Map<Duration, Long> slow = new java.util.HashMap<>();
        state.thresholds().values().forEach(threshold -> slow.put(threshold, requests / (2 + random.nextInt(20))));
        return new Observation.Measured(requests, errors, requests, slow);
    }

    private Map<Double, Duration> thresholds(ReleasePlan plan) {
        Map<Double, Duration> fixed = new java.util.HashMap<>();
        plan.quantiles().forEach(quantile -> fixed.put(quantile, Duration.ofNanos(1 + random.nextInt(1_000_000_000))));
        return fixed;
    }

    Reason reason() {
        return new Reason(text("rule"), text("text"), random.nextGaussian() * 1e6, random.nextDouble());
    }

    private String text(String word) {
        return word + "-" + random.nextInt(1000);
    }

    private <T> T one(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
