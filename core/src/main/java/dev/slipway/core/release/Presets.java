package dev.slipway.core.release;

import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The plans that have a name. Their shares are the same everywhere; their times follow the stage. */
public final class Presets {

    /** The preset of a model that names no plan. */
    public static final String DEFAULT = "canary";

    /** The names, in the order people should meet them. */
    public static final List<String> NAMES = List.of("all-at-once", "blue-green", "canary", "linear", "careful");

    /** The highest probability of rolling back a candidate that is no worse, where a plan names none. */
    public static final double ALPHA = 0.01;

    /** The highest probability of a false proof, where a plan names none. */
    public static final double BETA = 0.05;

    /** The odds ratio that is accepted, where a plan names none. */
    public static final double TOLERATE = 1.25;

    /** The error rate that is a catastrophe, whatever stable does. */
    public static final double CATASTROPHE = 0.05;

    /** The requests a candidate must have had in a step, where a step names none. */
    public static final long REQUESTS = 20;

    private static final int RESTORES = 3;

    private Presets() {}

    /** The preset of this name, with the stage's times; empty where there is none. */
    public static Optional<ReleasePlan> named(String name, StageKind stage) {
        boolean local = stage == StageKind.LOCAL;
        Duration most = local ? Duration.ofMinutes(5) : Duration.ofHours(2);
        return switch (name) {
            case "all-at-once" -> Optional.of(plan(name, Advance.NO_EVIDENCE_AGAINST, List.of(allAtOnce(most))));
            case "blue-green" ->
                Optional.of(
                        plan(name, Advance.NO_EVIDENCE_AGAINST, List.of(allAtOnce(most), bake(local ? "30s" : "30m"))));
            case "canary" ->
                Optional.of(plan(
                        name,
                        Advance.NO_EVIDENCE_AGAINST,
                        List.of(
                                shift(10, local ? "30s" : "5m", most),
                                shift(50, local ? "30s" : "10m", most),
                                bake(local ? "15s" : "15m"))));
            case "linear" -> Optional.of(plan(name, Advance.NO_EVIDENCE_AGAINST, linear(local, most)));
            case "careful" -> Optional.of(plan(name, Advance.PROOF, careful(local)));
            default -> Optional.empty();
        };
    }

    private static List<Step> linear(boolean local, Duration most) {
        List<Step> steps = new ArrayList<>();
        IntStream.rangeClosed(1, 9).forEach(tenth -> steps.add(shift(10 * tenth, local ? "10s" : "5m", most)));
        steps.add(bake(local ? "15s" : "15m"));
        return steps;
    }

    private static List<Step> careful(boolean local) {
        Duration most = local ? Duration.ofMinutes(5) : Duration.ofHours(6);
        List<Step> steps = new ArrayList<>();
        IntStream.of(1, 5, 25, 50).forEach(percent -> steps.add(shift(percent, "0s", most)));
        steps.add(bake(local ? "30s" : "1h"));
        return steps;
    }

    private static ReleasePlan plan(String name, Advance advance, List<Step> afterVerify) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Verify(RESTORES));
        steps.addAll(afterVerify);
        return new ReleasePlan(
                name,
                steps,
                advance,
                OnInconclusive.HOLD,
                ALPHA,
                BETA,
                TOLERATE,
                Optional.empty(),
                ReleasePlan.DEFAULT_QUANTILES,
                List.of());
    }

    private static Step allAtOnce(Duration most) {
        return new Step.Shift(BigDecimal.ONE, Duration.ZERO, most, 0);
    }

    private static Step shift(int percent, String atLeast, Duration atMost) {
        return new Step.Shift(BigDecimal.valueOf(percent, 2), DurationText.parse(atLeast), atMost, REQUESTS);
    }

    private static Step bake(String length) {
        return new Step.Bake(DurationText.parse(length));
    }
}
