package dev.slipway.core.simulation;

import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import dev.slipway.core.release.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Short plans of every kind. */
final class Plans {

    static final String ALARM = "business";
    static final String APPROVER = "team-ml";

    private Plans() {}

    static ReleasePlan first() {
        return plan(List.of(new Step.Verify(1)), Advance.NO_EVIDENCE_AGAINST, OnInconclusive.HOLD, 0.01, false);
    }

    static ReleasePlan drawn(RandomGenerator random) {
        Advance advance = random.nextInt(4) == 0 ? Advance.PROOF : Advance.NO_EVIDENCE_AGAINST;
        OnInconclusive policy = List.of(OnInconclusive.values()).get(random.nextInt(4));
        boolean contradiction = advance == Advance.PROOF && policy == OnInconclusive.PROMOTE;
        return plan(
                steps(random),
                advance,
                contradiction ? OnInconclusive.ASK : policy,
                random.nextBoolean() ? 0.01 : 0.2,
                random.nextInt(3) == 0);
    }

    private static List<Step> steps(RandomGenerator random) {
        List<Step> steps = new ArrayList<>();
        if (random.nextInt(8) > 0) {
            steps.add(new Step.Verify(1 + random.nextInt(3)));
        }
        int ask = random.nextInt(12);
        int shifts = 1 + random.nextInt(3);
        int share = 0;
        // Two steps of one share have one name, and the audit could not tell them apart.
        for (int i = 0; i < shifts && share < 100; i++) {
            if (ask == i) {
                steps.add(new Step.Ask(random.nextBoolean() ? List.of() : List.of(APPROVER)));
            }
            share = Math.min(100, share + 1 + random.nextInt(50));
            Duration atLeast = Duration.ofSeconds(random.nextInt(4));
            steps.add(new Step.Shift(
                    BigDecimal.valueOf(share, 2),
                    atLeast,
                    atLeast.plusSeconds(1 + random.nextInt(20)),
                    random.nextInt(4) * 5L));
        }
        if (random.nextInt(20) == 0) {
            steps.add(new Step.Shadow(Duration.ofSeconds(1))); // has no engine yet: nobody may begin it
        }
        if (random.nextBoolean()) {
            steps.add(new Step.Bake(Duration.ofSeconds(1 + random.nextInt(3))));
        }
        return steps;
    }

    private static ReleasePlan plan(
            List<Step> steps, Advance advance, OnInconclusive policy, double alpha, boolean alarm) {
        return new ReleasePlan(
                "drawn",
                steps,
                advance,
                policy,
                alpha,
                0.2,
                1.25,
                Optional.empty(),
                List.of(0.5, 0.99),
                alarm ? List.of(ALARM) : List.of());
    }
}
