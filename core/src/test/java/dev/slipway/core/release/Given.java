package dev.slipway.core.release;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Observation.Arm;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.Observation.NoData;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans, states and windows that the tests of decisions begin with. */
final class Given {

    static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");
    static final ModelName DIGITS = new ModelName("digits");
    static final FunctionVersion STABLE = version("1");
    static final FunctionVersion CANDIDATE = version("2");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Step VERIFY = new Step.Verify(3);
    static final Step TENTH = shift("0.1");
    static final Step HALF = shift("0.5");
    static final Step ALL = shift("1");
    static final Step BAKE = new Step.Bake(Duration.ofMinutes(5));

    private Given() {}

    static FunctionVersion version(String number) {
        return new FunctionVersion(number, Digest.of(number.getBytes(StandardCharsets.UTF_8)), "code");
    }

    /** Two minutes to an hour, twenty requests. */
    static Step.Shift shift(String share) {
        return new Step.Shift(new BigDecimal(share), Duration.ofMinutes(2), Duration.ofHours(1), 20);
    }

    /** Advances where nothing speaks against the candidate; holds where nothing is decided. */
    static ReleasePlan plan(Step... steps) {
        return plan(Advance.NO_EVIDENCE_AGAINST, OnInconclusive.HOLD, steps);
    }

    static ReleasePlan plan(Advance advance, OnInconclusive onInconclusive, Step... steps) {
        return new ReleasePlan(
                "custom",
                List.of(steps),
                advance,
                onInconclusive,
                0.01,
                0.05,
                1.25,
                Optional.empty(),
                List.of(0.5),
                List.of("business"));
    }

    static ReleasePlan withSlo(ReleasePlan plan, double slo) {
        return new ReleasePlan(
                plan.name(),
                plan.steps(),
                plan.advance(),
                plan.onInconclusive(),
                plan.alpha(),
                plan.beta(),
                plan.tolerate(),
                Optional.of(slo),
                plan.quantiles(),
                plan.alarms());
    }

    static ReleaseState begun(ReleasePlan plan) {
        return ReleaseState.start(
                "digits-2", DIGITS, plan, Optional.of(STABLE), CANDIDATE, "ann", "better", MORNING, List.of());
    }

    /** A release whose candidate is proven, at this step, its weights on the router since the morning. */
    static ReleaseState at(int step, ReleasePlan plan) {
        ReleaseState state = begun(plan).withProof();
        for (int i = 0; i < step; i++) {
            state = Release.applied(state, MORNING, MINUTE);
            state = Release.next(state, new Verdict.Advance(because()), MORNING);
        }
        return Release.applied(state, MORNING, MINUTE);
    }

    static Reason because() {
        return new Reason("test", "the test says so", 1, 1);
    }

    /** The minute that begins so many minutes after the morning. */
    static Observation minute(long number, Arm stable, Arm candidate) {
        Instant start = MORNING.plus(MINUTE.multipliedBy(number));
        return new Observation(
                start, start.plus(MINUTE), Map.of(STABLE.version(), stable, CANDIDATE.version(), candidate));
    }

    static Arm calls(long requests, long errors) {
        return new Measured(requests, errors, 0, Map.of());
    }

    static Arm nothing() {
        return new NoData("the source sleeps");
    }

    /** So many like minutes from the first on. */
    static ReleaseState after(ReleaseState state, long minutes, Arm stable, Arm candidate) {
        ReleaseState seen = state;
        for (long i = 0; i < minutes; i++) {
            Instant next = seen.observedUntil().orElse(MORNING);
            seen = Release.observe(seen, minute(Duration.between(MORNING, next).toMinutes(), stable, candidate));
        }
        return seen;
    }

    static Verdict decide(ReleaseState state) {
        return Release.decide(state, state.observedUntil().orElse(MORNING), Alarms.QUIET);
    }
}
