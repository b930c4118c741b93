package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.control.Explanation;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.release.DurationText;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.report.ReleaseReport;
import dev.slipway.local.rehearsal.Agreement;
import dev.slipway.local.rehearsal.Outcome;
import dev.slipway.local.rehearsal.RehearsalOptions;
import dev.slipway.local.rehearsal.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a rehearsal says. */
final class RehearsalText {

    private final Surroundings in;
    private final RehearsalOptions options;
    private final String source;
    private final ReleasePlan plan;

    RehearsalText(Surroundings in, RehearsalOptions options, String source, ReleasePlan plan) {
        this.in = in;
        this.options = options;
        this.source = source;
        this.plan = plan;
    }

    void begin() {
        in.say(String.format(
                Locale.ROOT,
                "rehearsing %s, plan %s, %.0f calls a second of %s%s",
                options.model(),
                plan.name(),
                options.perSecond(),
                source,
                options.trouble() == Trouble.NONE
                        ? ""
                        : "; " + options.trouble().text()));
    }

    void end(Outcome outcome, boolean json) {
        if (json) {
            in.out().println(JsonText.write(fields(outcome)));
            return;
        }
        Explanation.of(readers(outcome)).forEach(in.out()::println);
        in.out().println();
        in.out().println(options.model() + ": " + outcome.state() + " (rehearsed): " + outcome.reason());
        notes(outcome).forEach(note -> in.out().println("  " + note));
    }

    void report(Path file, Outcome outcome) throws IOException {
        ReportFile.write(file, ReleaseReport.html(readers(outcome), notes(outcome)));
        in.say("report: " + in.shown(file));
    }

    private static List<JsonReader> readers(Outcome outcome) {
        return outcome.events().stream()
                .map(event -> new JsonReader("event", event))
                .toList();
    }

    private List<String> notes(Outcome outcome) {
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "A rehearsal: %,d calls (%s) to real function processes; a release of %s took %s, starts and proof included.",
                outcome.calls(),
                source,
                brief(outcome.released()),
                brief(outcome.real())));
        if (options.trouble() != Trouble.NONE) {
            notes.add("Made wrong on purpose: " + options.trouble().text() + ".");
        }
        String latencies = latencies(outcome.latencies());
        if (!latencies.isEmpty()) {
            notes.add("Latency inside the function, calls while warming up left out: " + latencies + ".");
        }
        agreement(outcome).ifPresent(notes::add);
        return notes;
    }

    private static Optional<String> agreement(Outcome outcome) {
        Agreement agreement = outcome.agreement();
        if (agreement.asked() == 0) {
            return Optional.empty();
        }
        String text = String.format(
                Locale.ROOT,
                "Asked the same %d requests, the two gave different answers to %d (%.1f%%; numbers with a fraction left out).",
                agreement.asked(),
                agreement.different(),
                100 * agreement.share());
        return Optional.of(text
                + " Which of them are right was not judged: errors and latency alone decided, and feedback will add"
                + " this.");
    }

    private static String latencies(Map<String, Map<Double, Duration>> all) {
        List<String> texts = new ArrayList<>();
        new TreeMap<>(all).forEach((version, quantiles) -> {
            if (!quantiles.isEmpty()) {
                List<String> each = new ArrayList<>();
                new TreeMap<>(quantiles)
                        .forEach((quantile, latency) -> each.add(
                                String.format(Locale.ROOT, "q%.0f %.2f ms", quantile * 100, latency.toNanos() / 1e6)));
                texts.add((version.equals("1") ? "stable " : "candidate ") + String.join(", ", each));
            }
        });
        return String.join("; ", texts);
    }

    private Json.Fields fields(Outcome outcome) {
        Json.Fields latencies = Json.object();
        for (var version : new TreeMap<>(outcome.latencies()).entrySet()) {
            Json.Fields quantiles = Json.object();
            for (var quantile : new TreeMap<>(version.getValue()).entrySet()) {
                quantiles = quantiles.with(
                        String.valueOf(quantile.getKey()),
                        Json.of(quantile.getValue().toNanos() / 1e6));
            }
            latencies = latencies.with(version.getKey(), quantiles);
        }
        return Json.object()
                .with("model", Json.of(options.model().value()))
                .with("verdict", Json.of(outcome.state()))
                .with("reason", Json.of(outcome.reason()))
                .with("trouble", Json.of(options.trouble().name().toLowerCase(Locale.ROOT)))
                .with("traffic", Json.of(source))
                .with("calls", Json.of(outcome.calls()))
                .with("released_in", Json.of(DurationText.format(outcome.released())))
                .with(
                        "took",
                        Json.of(DurationText.format(
                                Duration.ofMillis(outcome.real().toMillis()))))
                .with("latency_ms", latencies)
                .with(
                        "agreement",
                        Json.object()
                                .with("asked", Json.of(outcome.agreement().asked()))
                                .with("different", Json.of(outcome.agreement().different())))
                .with("status", outcome.status().json())
                .with("events", Json.array(outcome.events()));
    }

    private static String brief(Duration time) {
        return DurationText.format(Duration.ofSeconds(Math.max(1, Math.round(time.toMillis() / 1000.0))));
    }
}
