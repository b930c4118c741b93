package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A release's way: its steps, which of them it is at, and how much of what that one needs is there. */
public final class Track {

    private Track() {}

    /** The way as people and programs read it. */
    public static Json.Fields json(ReleaseState state) {
        Progress progress = state.progress();
        return Json.object()
                .with(
                        "steps",
                        Json.array(IntStream.range(0, state.plan().steps().size())
                                .mapToObj(index -> step(state, index))
                                .toList()))
                .with("index", Json.of(progress.step()))
                .with("entered_at", Times.of(progress.entered()))
                .with("applied_at", Times.of(progress.applied()))
                .with("observed", Json.of(DurationText.format(progress.observed())))
                .with("candidate", progress.candidate().json())
                .with("stable", progress.stable().json())
                .with("proof", proof(state));
    }

    /** {@code {"shift": {..}}} told flat, with its label and the candidate's share while it lasts. */
    private static Json.Fields step(ReleaseState state, int index) {
        Step step = state.plan().steps().get(index);
        Json.Fields told = Json.object()
                .with("label", Json.of(step.label()))
                .with("share", new Json.Numeric(state.shareAt(index)));
        return switch (step) {
            case Step.Verify(int restores) ->
                told.with("kind", Json.of("verify")).with("restores", Json.of(restores));
            case Step.Shift(var _, Duration atLeast, Duration atMost, long requests) ->
                told.with("kind", Json.of("shift"))
                        .with("at_least", Json.of(DurationText.format(atLeast)))
                        .with("at_most", Json.of(DurationText.format(atMost)))
                        .with("requests", Json.of(requests));
            case Step.Ask(List<String> of) -> told.with("kind", Json.of("ask")).with("of", Json.texts(of));
            case Step.Bake(Duration length) ->
                told.with("kind", Json.of("bake")).with("at_least", Json.of(DurationText.format(length)));
            case Step.Shadow(Duration atLeast) ->
                told.with("kind", Json.of("shadow")).with("at_least", Json.of(DurationText.format(atLeast)));
            case Step.Bandit(Duration atMost) ->
                told.with("kind", Json.of("bandit")).with("at_most", Json.of(DurationText.format(atMost)));
        };
    }

    /** What a plan that wants proof has of it in this step; nothing where the plan wants none. */
    private static Json proof(ReleaseState state) {
        return switch (state.plan().advance()) {
            case NO_EVIDENCE_AGAINST -> Json.array(List.of());
            case PROOF ->
                Json.array(state.progress().proof().reasons(state.plan()).stream()
                        .map(Reason::json)
                        .toList());
        };
    }

    /** Stable's latencies above which a call counts as slow, by the quantile they stand for. */
    public static Json.Fields thresholds(ReleaseState state) {
        Json.Fields thresholds = Json.object();
        for (Map.Entry<Double, Duration> each : new TreeMap<>(state.thresholds()).entrySet()) {
            thresholds = thresholds.with(each.getKey().toString(), Json.of(DurationText.format(each.getValue())));
        }
        return thresholds;
    }
}
