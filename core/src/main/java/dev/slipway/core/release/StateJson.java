package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Release states as they are stored. */
final class StateJson {

    private StateJson() {}

    static Json.Fields write(ReleaseState state) {
        Json.Fields thresholds = Json.object();
        for (Map.Entry<Double, Duration> threshold : new TreeMap<>(state.thresholds()).entrySet()) {
            thresholds =
                    thresholds.with(threshold.getKey().toString(), Json.of(DurationText.format(threshold.getValue())));
        }
        Json.Fields fields = Json.object()
                .with("schema_version", Json.of(ReleaseState.SCHEMA_VERSION))
                .with("id", Json.of(state.id()))
                .with("endpoint", Json.of(state.endpoint().value()))
                .with("plan", PlanJson.write(state.plan()))
                .with("stable", state.stable().<Json>map(StateJson::version).orElseGet(Json.Null::new))
                .with("candidate", version(state.candidate()))
                .with("started_by", Json.of(state.startedBy()))
                .with("why", Json.of(state.why()))
                .with("started_at", Times.of(state.startedAt()))
                .with("excused", Json.texts(state.excused()))
                .with("status", status(state.status()))
                .with("proven", Json.of(state.proven()))
                .with("progress", EvidenceJson.write(state.progress()))
                .with("evidence", EvidenceJson.write(state.evidence()))
                .with("thresholds", thresholds)
                .with("observed_until", Times.of(state.observedUntil()))
                .with("reckoning", EvidenceJson.write(state.reckoning()))
                .with("reason", state.reason().json());
        return state.origin().isPresent()
                ? fields.with("origin", state.origin().get().json())
                : fields;
    }

    static ReleaseState read(JsonReader reader) {
        long schema = reader.whole("schema_version");
        if (schema != ReleaseState.SCHEMA_VERSION) {
            throw new IllegalArgumentException(reader.path() + " has schema_version " + schema + "; this code reads "
                    + ReleaseState.SCHEMA_VERSION + ": update Slipway first");
        }
        Map<Double, Duration> thresholds = new TreeMap<>();
        JsonReader stored = reader.child("thresholds");
        stored.fields().keySet().forEach(key -> thresholds.put(Double.valueOf(key), PlanJson.duration(stored, key)));
        return new ReleaseState(
                reader.text("id"),
                new ModelName(reader.text("endpoint")),
                PlanJson.read(reader.child("plan")),
                reader.optionalChild("stable").map(StateJson::readVersion),
                readVersion(reader.child("candidate")),
                reader.text("started_by"),
                reader.text("why"),
                Times.read(reader, "started_at"),
                reader.optionalChild("origin").map(Origin::read),
                reader.texts("excused"),
                readStatus(reader.child("status")),
                reader.truth("proven"),
                EvidenceJson.readProgress(reader.child("progress")),
                EvidenceJson.read(reader.child("evidence")),
                thresholds,
                Times.readOptional(reader, "observed_until"),
                // What was stored before time was counted has none.
                reader.optionalChild("reckoning")
                        .map(EvidenceJson::readReckoning)
                        .orElse(Reckoning.BEGIN),
                Reason.read(reader.child("reason")));
    }

    private static Json.Fields version(FunctionVersion version) {
        return Json.object()
                .with("version", Json.of(version.version()))
                .with("digest", Json.of(version.digest().toString()))
                .with("code_sha256", Json.of(version.codeSha256()));
    }

    private static FunctionVersion readVersion(JsonReader reader) {
        return new FunctionVersion(
                reader.text("version"), Digest.parse(reader.text("digest")), reader.text("code_sha256"));
    }

    private static Json.Fields status(Status status) {
        Json.Fields fields = Json.object().with("state", Json.of(status.word()));
        return switch (status) {
            case Status.Running() -> fields;
            case Status.Paused(var by, var why, var since) ->
                fields.with("by", Json.of(by)).with("why", Json.of(why)).with("since", Times.of(since));
            case Status.Waiting(var need, var reason, var since) ->
                fields.with("need", Json.of(PlanJson.word(need)))
                        .with("reason", reason.json())
                        .with("since", Times.of(since));
            case Status.Promoted(var reason, var at) ->
                fields.with("reason", reason.json()).with("at", Times.of(at));
            case Status.RolledBack(var reason, var at) ->
                fields.with("reason", reason.json()).with("at", Times.of(at));
        };
    }

    private static Status readStatus(JsonReader reader) {
        String word = reader.text("state");
        return switch (word) {
            case "running" -> new Status.Running();
            case "paused" -> new Status.Paused(reader.text("by"), reader.text("why"), Times.read(reader, "since"));
            case "waiting" ->
                new Status.Waiting(
                        PlanJson.word(Status.Need.class, reader, "need"),
                        Reason.read(reader.child("reason")),
                        Times.read(reader, "since"));
            case "promoted" -> new Status.Promoted(Reason.read(reader.child("reason")), Times.read(reader, "at"));
            case "rolled-back" -> new Status.RolledBack(Reason.read(reader.child("reason")), Times.read(reader, "at"));
            default -> throw new JsonException(0, 0, reader.path() + ".state: \"" + word + "\" is not known here");
        };
    }
}
