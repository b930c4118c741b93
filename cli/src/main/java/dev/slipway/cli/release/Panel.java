package dev.slipway.cli.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What lives below the last line of a watched release in a terminal: traffic, evidence, latency, what it waits for. */
final class Panel {

    private static final int BAR = 24;
    private static final int METER = 40;
    /** Below this the meter is empty: so much speaks for the candidate. */
    private static final double FLOOR = -2;

    private Panel() {}

    /**
     * Its lines; empty where no release runs.
     *
     * @param status an endpoint's status
     * @param traffic what its clients met lately
     */
    static List<String> lines(Json.Fields status, Json.Fields traffic) {
        JsonReader reader = new JsonReader("status", status);
        List<String> lines = new ArrayList<>();
        reader.optionalChild("release").ifPresent(release -> {
            weights(reader.child("weights").object()).ifPresent(text -> lines.add(line("traffic", text)));
            release.optionalChild("evidence").ifPresent(evidence -> lines.add(line("evidence", meter(evidence))));
            latency(new JsonReader("traffic", traffic)).ifPresent(text -> lines.add(line("latency", text)));
            lines.add(line("now", release.text("reason")));
        });
        return lines;
    }

    private static String line(String name, String text) {
        return String.format(Locale.ROOT, "  %-9s %s", name, text);
    }

    private static Optional<String> weights(Json.Fields weights) {
        List<String> parts = new ArrayList<>();
        for (var share : weights.fields().entrySet()) {
            if (share.getValue() instanceof Json.Numeric(BigDecimal value)) {
                int filled = (int) Math.round(BAR * value.doubleValue());
                parts.add("█".repeat(filled) + " " + Wording.percent(value) + " to " + share.getKey());
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("  ", parts));
    }

    /** Full where it rolls back; the mark in it is where no weight rises any more. */
    private static String meter(JsonReader evidence) {
        double log = evidence.number("log_e");
        double threshold = evidence.number("threshold");
        int filled = cells(log, threshold);
        int doubt = cells(threshold / 2, threshold);
        StringBuilder meter = new StringBuilder();
        for (int i = 0; i < METER; i++) {
            meter.append(i < filled ? '█' : i == doubt ? '┊' : '░');
        }
        return meter + String.format(Locale.ROOT, " %.2f, rolls back at %.2f", log, threshold);
    }

    private static int cells(double log, double threshold) {
        return (int) Math.round(METER * (Math.clamp(log, FLOOR, threshold) - FLOOR) / (threshold - FLOOR));
    }

    /** As the newest window has it, and those before it. */
    private static Optional<String> latency(JsonReader traffic) {
        List<String> parts = new ArrayList<>();
        if (traffic.object().find("windows").isPresent()
                && !traffic.items("windows").isEmpty()) {
            JsonReader versions = traffic.children("windows").getLast().child("versions");
            for (String version : versions.fields().keySet()) {
                versions.child(version)
                        .optionalChild("latency_ms")
                        .flatMap(quantiles -> quantiles
                                .optionalNumber("p50")
                                .map(median -> String.format(
                                        Locale.ROOT,
                                        "%s: p50 %.1f, p95 %.1f, p99 %.1f ms",
                                        version,
                                        median,
                                        quantiles.optionalNumber("p95").orElse(median),
                                        quantiles.optionalNumber("p99").orElse(median))))
                        .ifPresent(parts::add);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("   ", parts));
    }
}
