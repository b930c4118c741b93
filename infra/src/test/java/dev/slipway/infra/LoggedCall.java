package dev.slipway.infra;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client's call as its function's log tells of it: by the line in embedded metric format that the function wrote, or by
 * the platform's own lines, where the function died and wrote none.
 *
 * @param at when it was logged
 * @param failed whether it was answered 5xx, or not at all
 * @param warmingUp whether its environment was warming up
 * @param latency how long the function took, where it lived to say so
 */
record LoggedCall(Instant at, boolean failed, boolean warmingUp, Optional<Duration> latency) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** A line of a log. */
    record Line(Instant at, String text) {}

    /**
     * Reads the log of one environment, which answers one call at a time. A call by a version's own number leaves a line
     * without metrics, and is none of these.
     */
    static List<LoggedCall> read(List<Line> lines) {
        List<LoggedCall> calls = new ArrayList<>();
        boolean begun = false;
        boolean told = false;
        for (Line line : lines) {
            if (line.text().startsWith("START RequestId: ")) {
                begun = true;
                told = false;
            } else if (line.text().startsWith("{")) {
                told = true;
                metrics(line).ifPresent(calls::add);
            } else if (line.text().startsWith("END RequestId: ")) {
                if (begun && !told) {
                    calls.add(new LoggedCall(line.at(), true, false, Optional.empty()));
                }
                begun = false;
            }
        }
        return calls;
    }

    private static Optional<LoggedCall> metrics(Line line) {
        JsonReader fields = JsonReader.parse("line", line.text().getBytes(StandardCharsets.UTF_8));
        Optional<Json> metrics = Optional.ofNullable(fields.fields().get("_aws"));
        return metrics.map(any -> new LoggedCall(
                line.at(),
                fields.whole("ServerErrors") > 0,
                fields.whole("WarmingUp") > 0,
                Optional.of(Duration.ofNanos((long) (fields.number("Latency") * NANOS_PER_MILLI)))));
    }

    /** The latency, where it is evidence: of a call that was answered well by an environment that is warm. */
    Optional<Duration> evidence() {
        return latency.filter(any -> !failed && !warmingUp);
    }
}
