package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.release.Evidence.Pair;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Evidence, progress and windows as they are stored. */
final class EvidenceJson {

    private EvidenceJson() {}

    static Json.Fields write(Evidence evidence) {
        return Json.object()
                .with("gates", sums(evidence.gates()))
                .with("on_stable", sums(evidence.onStable()))
                .with("stable", evidence.stable().json())
                .with("candidate", evidence.candidate().json())
                .with(
                        "waiting",
                        Json.object()
                                .with("stable", evidence.waiting().stable().json())
                                .with(
                                        "candidate",
                                        evidence.waiting().candidate().json()))
                .with("windows", Json.of(evidence.windows()))
                .with("both", Json.ofText(evidence.both()))
                .with("missing", Json.ofText(evidence.missing()));
    }

    static Evidence read(JsonReader reader) {
        JsonReader waiting = reader.child("waiting");
        return new Evidence(
                readSums(reader.child("gates")),
                readSums(reader.child("on_stable")),
                Tally.read(reader.child("stable")),
                Tally.read(reader.child("candidate")),
                new Pair(Tally.read(waiting.child("stable")), Tally.read(waiting.child("candidate"))),
                reader.whole("windows"),
                reader.optionalText("both"),
                reader.optionalText("missing"));
    }

    static Json.Fields write(Progress progress) {
        return Json.object()
                .with("step", Json.of(progress.step()))
                .with("entered", Times.of(progress.entered()))
                .with("applied", Times.of(progress.applied()))
                .with("before", Times.of(progress.before()))
                .with("observed", Json.of(DurationText.format(progress.observed())))
                .with("stable", progress.stable().json())
                .with("candidate", progress.candidate().json())
                .with("relative", progress.proof().relative().json())
                .with("absolute", progress.proof().absolute().json());
    }

    static Progress readProgress(JsonReader reader) {
        return new Progress(
                Math.toIntExact(reader.whole("step")),
                Times.read(reader, "entered"),
                Times.readOptional(reader, "applied"),
                Times.readOptional(reader, "before"),
                PlanJson.duration(reader, "observed"),
                Tally.read(reader.child("stable")),
                Tally.read(reader.child("candidate")),
                new NoWorse.Proof(Sums.read(reader.child("relative")), Sums.read(reader.child("absolute"))));
    }

    static Json.Fields write(Reckoning reckoning) {
        return Json.object()
                .with("elapsed", Json.of(DurationText.format(reckoning.elapsed())))
                .with("at", Times.of(reckoning.at()))
                .with("timeline", Json.of(reckoning.timeline()))
                .with("called", Times.of(reckoning.called()))
                .with("idle", Json.of(DurationText.format(reckoning.idle())));
    }

    static Reckoning readReckoning(JsonReader reader) {
        return new Reckoning(
                PlanJson.duration(reader, "elapsed"),
                Times.readOptional(reader, "at"),
                reader.text("timeline"),
                Times.readOptional(reader, "called"),
                PlanJson.duration(reader, "idle"));
    }

    static Json.Fields write(Observation window) {
        Json.Fields arms = Json.object();
        for (Map.Entry<String, Observation.Arm> arm : new TreeMap<>(window.arms()).entrySet()) {
            arms = arms.with(arm.getKey(), arm(arm.getValue()));
        }
        return Json.object()
                .with("start", Times.of(window.start()))
                .with("end", Times.of(window.end()))
                .with("arms", arms);
    }

    private static Json.Fields arm(Observation.Arm arm) {
        return switch (arm) {
            case Observation.NoData(String why) -> Json.object().with("no_data", Json.of(why));
            case Observation.Measured(long requests, long errors, long timed, Map<Duration, Long> slow) -> {
                Json.Fields slower = Json.object();
                for (Map.Entry<Duration, Long> count : new TreeMap<>(slow).entrySet()) {
                    slower = slower.with(DurationText.format(count.getKey()), Json.of(count.getValue()));
                }
                yield Json.object()
                        .with("requests", Json.of(requests))
                        .with("errors", Json.of(errors))
                        .with("timed", Json.of(timed))
                        .with("slower", slower);
            }
        };
    }

    private static Json.Fields sums(Map<String, Sums> sums) {
        Json.Fields fields = Json.object();
        for (Map.Entry<String, Sums> entry : new TreeMap<>(sums).entrySet()) {
            fields = fields.with(entry.getKey(), entry.getValue().json());
        }
        return fields;
    }

    private static Map<String, Sums> readSums(JsonReader reader) {
        Map<String, Sums> sums = new TreeMap<>();
        reader.fields().keySet().forEach(key -> sums.put(key, Sums.read(reader.child(key))));
        return sums;
    }
}
