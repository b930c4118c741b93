package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.util.List;

/**
 * How long calls took, in milliseconds, event in to answer out.
 *
 * @param calls how many
 * @param p50 what half of them kept to
 * @param p95 what 95 of 100 kept to
 * @param p99 what 99 of 100 kept to
 * @param billed what one costs on average: Lambda bills each call by the millisecond begun
 */
public record Latency(int calls, double p50, double p95, double p99, double billed) {

    /**
     * The latency of these calls.
     *
     * @throws IllegalArgumentException where there are none
     */
    public static Latency of(List<Double> millis) {
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("the latency of no calls");
        }
        List<Double> sorted = millis.stream().sorted().toList();
        return new Latency(
                sorted.size(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.95),
                quantile(sorted, 0.99),
                sorted.stream().mapToDouble(Latency::billed).average().orElseThrow());
    }

    /** The milliseconds that are billed for a call: those begun. */
    static double billed(double millis) {
        return Math.max(1, Math.ceil(millis));
    }

    /** The least value that this share of all keeps to. */
    private static double quantile(List<Double> sorted, double share) {
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
    }

    /** As JSON. */
    public Json.Fields json() {
        return Json.object()
                .with("calls", Json.of(calls))
                .with("p50", Figures.number(p50))
                .with("p95", Figures.number(p95))
                .with("p99", Figures.number(p99))
                .with("billed", Figures.number(billed));
    }

    static Latency read(JsonReader json) {
        return new Latency(
                (int) json.whole("calls"),
                json.number("p50"),
                json.number("p95"),
                json.number("p99"),
                json.number("billed"));
    }
}
