package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.util.Optional;

/**
 * How a function was started to be measured.
 *
 * @param memory in MB; its share of a processor follows from it
 * @param threads how many threads one prediction may use, where that does not follow from the memory
 * @param snapshot whether it was restored from a checkpoint, as with SnapStart
 * @param cached whether the JVM had a start-up cache, as a container image brings one
 */
public record Setup(int memory, Optional<Integer> threads, boolean snapshot, boolean cached) {

    /** A function of this memory, started as Lambda starts one without SnapStart. */
    public static Setup onDemand(int memory) {
        return new Setup(memory, Optional.empty(), false, false);
    }

    /** The same from a checkpoint. */
    public Setup restored() {
        return new Setup(memory, threads, true, cached);
    }

    /** The same with so many threads. */
    public Setup with(int threadsOfACall) {
        return new Setup(memory, Optional.of(threadsOfACall), snapshot, cached);
    }

    /** The same with a start-up cache. */
    public Setup withCache() {
        return new Setup(memory, threads, snapshot, true);
    }

    /** In a few words, for people. */
    public String words() {
        return memory + " MB" + (snapshot ? ", restored" : "") + (cached ? ", start-up cache" : "")
                + threads.map(count -> ", " + count + (count == 1 ? " thread" : " threads"))
                        .orElse("");
    }

    Json.Fields json() {
        return Json.object()
                .with("memory", Json.of(memory))
                .with("threads", threads.<Json>map(Json::of).orElseGet(Json.Null::new))
                .with("snapshot", Json.of(snapshot))
                .with("cached", Json.of(cached));
    }

    static Setup read(JsonReader json) {
        return new Setup(
                (int) json.whole("memory"),
                json.optionalNumber("threads").map(Number::intValue),
                json.truth("snapshot"),
                json.truth("cached"));
    }
}
