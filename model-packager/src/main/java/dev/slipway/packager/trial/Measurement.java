package dev.slipway.packager.trial;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one machine saw of a package when it tried it. Facts about that machine at that time, so they lie beside the
 * package and never in it.
 *
 * @param digest the package
 * @param time when
 * @param machine where: processor, system
 * @param code the SHA-256 of the function's code that ran it
 * @param samples how many golden samples it answered as expected
 * @param start from the start of the process until it could answer
 * @param latency of one call, event in to answer out, warm; sorted, as many as were measured
 * @param peakMemory the most memory the process had, in bytes, where the system tells
 */
public record Measurement(
        Digest digest,
        Instant time,
        String machine,
        String code,
        int samples,
        Duration start,
        List<Duration> latency,
        OptionalLong peakMemory) {

    private static final long SCHEMA_VERSION = 1;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final int NANOS_PER_MICRO = 1000;

    /** Sorts the latencies. */
    public Measurement {
        latency = latency.stream().sorted().toList();
    }

    /** The latency that this share of the calls kept to; zero where none was measured. */
    public Duration latency(double share) {
        if (latency.isEmpty()) {
            return Duration.ZERO;
        }
        int index = (int) Math.ceil(share * latency.size()) - 1;
        return latency.get(Math.clamp(index, 0, latency.size() - 1));
    }

    /** The measurement as JSON; latencies by their quantiles. */
    public Json.Fields json() {
        Json.Fields latencies = Json.object().with("calls", Json.of(latency.size()));
        if (!latency.isEmpty()) {
            latencies = latencies
                    .with("median", millis(latency(0.5)))
                    .with("p95", millis(latency(0.95)))
                    .with("max", millis(latency(1)));
        }
        Json.Fields json = Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("digest", Json.of(digest.toString()))
                .with("time", Json.of(time.truncatedTo(ChronoUnit.MILLIS).toString()))
                .with("machine", Json.of(machine))
                .with("code_sha256", Json.of(code))
                .with("samples", Json.of(samples))
                .with("start_ms", millis(start))
                .with("latency_ms", latencies);
        return peakMemory.isPresent() ? json.with("peak_memory", Json.of(peakMemory.getAsLong())) : json;
    }

    /**
     * What a stored measurement says, for showing.
     *
     * @param time when
     * @param machine where
     * @param startMillis the start, in milliseconds
     * @param medianMillis the median latency, in milliseconds; 0 where none was measured
     * @param p95Millis the latency that 95 of 100 calls kept to
     * @param peakMemory in bytes, where it is known
     */
    public record Shown(
            String time,
            String machine,
            double startMillis,
            double medianMillis,
            double p95Millis,
            OptionalLong peakMemory) {

        /** As JSON, in {@link Measurement#json()}'s words. */
        public Json.Fields json() {
            Json.Fields json = Json.object()
                    .with("time", Json.of(time))
                    .with("machine", Json.of(machine))
                    .with("start_ms", Json.of(startMillis))
                    .with("median_ms", Json.of(medianMillis))
                    .with("p95_ms", Json.of(p95Millis));
            return peakMemory.isPresent() ? json.with("peak_memory", Json.of(peakMemory.getAsLong())) : json;
        }

        /**
         * Reads what {@link Measurement#json()} wrote.
         *
         * @throws dev.slipway.core.json.JsonException where it is something else
         */
        public static Shown read(JsonReader json) {
            JsonReader latency = json.child("latency_ms");
            boolean measured = latency.whole("calls") > 0;
            return new Shown(
                    json.text("time"),
                    json.text("machine"),
                    json.number("start_ms"),
                    measured ? latency.number("median") : 0,
                    measured ? latency.number("p95") : 0,
                    json.object().find("peak_memory").isPresent()
                            ? OptionalLong.of(json.whole("peak_memory"))
                            : OptionalLong.empty());
        }
    }

    private static Json millis(Duration time) {
        long micros = time.toNanos() / NANOS_PER_MICRO;
        return Json.of(micros / MICROS_PER_MILLI);
    }
}
