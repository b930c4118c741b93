package dev.slipway.core.control;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.Weights;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Reason;
import dev.slipway.core.release.ReleaseState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What events say, beside when and who. */
final class Told {

    private Told() {}

    /** A release begins. */
    static Json.Fields started(ReleaseState state) {
        Json.Fields told = where(state)
                .with("plan", state.plan().json())
                .with(
                        "stable",
                        state.stable().<Json>map(EndpointStatus::version).orElseGet(Json.Null::new))
                .with("candidate", EndpointStatus.version(state.candidate()))
                .with("why", Json.of(state.why()))
                .with("despite_alarms", Json.texts(state.excused()));
        return state.origin().isPresent()
                ? told.with("origin", state.origin().get().json())
                : told;
    }

    /** A decision, with the reason and all the evidence it stands on (I8). */
    static Json.Fields decided(ReleaseState state) {
        return decided(state, state.reason());
    }

    private static Json.Fields decided(ReleaseState state, Reason reason) {
        return where(state)
                .with("reason", reason.json())
                .with("evidence", state.evidence().summary(state.plan()));
    }

    /** What a person did. */
    static Json.Fields person(ReleaseState state, String why) {
        return decided(state).with("why", Json.of(why));
    }

    /** Windows that were looked at, and what they say. */
    static Json.Fields observed(ReleaseState state, Reason reason, List<Observation> windows) {
        return decided(state, reason)
                .with(
                        "windows",
                        Json.array(windows.stream().map(Observation::json).toList()));
    }

    /** Weights that stand on the router. */
    static Json.Fields shifted(ReleaseState state, Weights weights) {
        return where(state).with("weights", weights(weights));
    }

    /** The clock jumped, or nobody looked for long. */
    static Json.Fields clock(ReleaseState state, String why) {
        return where(state).with("why", Json.of(why));
    }

    /** What a person did, past what the plan asks for. */
    static Json.Fields skipped(ReleaseState state, String why, List<String> asks) {
        Json.Fields told = person(state, why);
        return asks.isEmpty() ? told : told.with("skipped", Json.texts(asks));
    }

    /** Where a release comes from is told to nobody any more. */
    static Json.Fields notReported(ReleaseState state, String why) {
        return where(state).with("why", Json.of(why));
    }

    /** The tag could not be moved. */
    static Json.Fields notTagged(ReleaseState state, String tag, String why) {
        return where(state).with("tag", Json.of(tag)).with("why", Json.of(why));
    }

    static Json.Fields weights(Weights weights) {
        Json.Fields fields = Json.object();
        for (Map.Entry<String, BigDecimal> share : weights.shares().entrySet()) {
            fields = fields.with(share.getKey(), new Json.Numeric(share.getValue()));
        }
        return fields;
    }

    private static Json.Fields where(ReleaseState state) {
        return Json.object()
                .with("step", Json.of(state.step().label()))
                .with("state", Json.of(state.status().word()));
    }
}
