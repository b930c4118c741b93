package dev.slipway.local.rehearsal;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a rehearsal ended.
 *
 * @param status the endpoint's status then, as {@code slipway status --json} has it
 * @param state {@code promoted}, {@code rolled-back}, {@code waiting} or {@code paused}
 * @param reason why
 * @param events the release's events
 * @param calls how many calls were made in all
 * @param released how long the release took on the moved clock
 * @param real how long all of it took really
 * @param latencies measured latencies by version, then by quantile
 * @param agreement how often both versions said the same
 */
public record Outcome(
        EndpointStatus status,
        String state,
        String reason,
        List<Json.Fields> events,
        long calls,
        Duration released,
        Duration real,
        Map<String, Map<Double, Duration>> latencies,
        Agreement agreement) {

    /** Copies the events. */
    public Outcome {
        events = List.copyOf(events);
        latencies = Map.copyOf(latencies);
    }
}
