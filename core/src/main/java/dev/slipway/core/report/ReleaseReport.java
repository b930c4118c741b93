package dev.slipway.core.report;

import dev.slipway.core.control.Explanation;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One release as one HTML file that needs nothing else: no network, no script, nothing but its own style sheet, which its
 * Content-Security-Policy names by hash. It is made of the release's events alone, so it can be made again at any time.
 */
public final class ReleaseReport {

    private static final double MORE_THAN_ANY = 1e6;
    private static final int DIGEST_SHOWN = 12;

    private final List<JsonReader> events;
    private final List<String> notes;
    private final JsonReader first;
    private final Story story;
    private final String state;

    private ReleaseReport(List<JsonReader> events, List<String> notes) {
        this.events = List.copyOf(events);
        this.notes = List.copyOf(notes);
        this.first = events.getFirst();
        this.story = Story.of(events);
        this.state = events.getLast().optionalText("state").orElse("running");
    }

    /**
     * Writes a report.
     *
     * @param events the release's events, oldest first; the first is its start
     * @param notes what else the reader should know, such as that trouble was injected
     * @throws dev.slipway.core.json.JsonException where the events are none of a release
     */
    public static String html(List<JsonReader> events, List<String> notes) {
        return new ReleaseReport(events, notes).page();
    }

    private String page() {
        String style = resource();
        String title = first.text("release") + ", " + state;
        Markup page = new Markup().raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .raw(sha256(style))
                .raw("'; base-uri 'none'; form-action 'none'\">\n");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.open("title")
                .text(title)
                .close("title")
                .raw("\n<style>")
                .raw(style)
                .raw("</style>\n</head>\n<body>\n<main>\n");
        header(page);
        verdict(page);
        facts(page);
        section(
                page,
                "Traffic",
                "The candidate's share, as the router had it.",
                new Plots(story, quantiles()).weights());
        evidence(page);
        errors(page);
        latency(page);
        gates(page);
        notJudged(page);
        timeline(page);
        footer(page);
        return page.raw("</main>\n</body>\n</html>\n").toString();
    }

    private void header(Markup page) {
        page.open("header").open("div").element("p", "model", first.text("endpoint"));
        page.open("h1").text("Release ").text(first.text("release")).close("h1").close("div");
        page.element("span", "pill " + tone(), state.replace('-', ' '))
                .close("header")
                .raw("\n");
    }

    /** The state is ours to word; a colour follows only from those we know. */
    private String tone() {
        return switch (state) {
            case "promoted" -> "good";
            case "rolled-back" -> "bad";
            default -> "open";
        };
    }

    private void verdict(Markup page) {
        page.open("section", "class", "verdict " + tone());
        story.last().map(event -> event.child("reason")).ifPresent(reason -> {
            page.element("p", "reason", sentence(reason.text("text")));
            page.open("p", "class", "number")
                    .text("Decided by the rule ")
                    .element("b", "", reason.text("rule"))
                    .text(number(", ", reason))
                    .close("p");
        });
        notes.forEach(note -> page.element("p", "note", note));
        page.close("section").raw("\n");
    }

    private static String number(String before, JsonReader reason) {
        double number = reason.number("number");
        double threshold = reason.number("threshold");
        return Math.abs(number) > MORE_THAN_ANY || (number == 0 && threshold == 0)
                ? "."
                : String.format(Locale.ROOT, "%sits number %.2f against %.2f.", before, number, threshold);
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private void facts(Markup page) {
        page.open("dl", "class", "facts");
        if (!story.stable().isEmpty()) {
            fact(page, "Stable", "version " + story.stable(), digest(first.child("stable")));
        }
        fact(page, "Candidate", "version " + story.candidate(), digest(first.child("candidate")));
        fact(
                page,
                "Plan",
                first.child("plan").text("name"),
                "alpha "
                        + first.child("plan")
                                .optionalNumber("alpha")
                                .map(BigDecimal::toPlainString)
                                .orElse("?"));
        fact(
                page,
                "Began",
                first.text("time").substring(11, 19) + " UTC",
                first.text("time").substring(0, 10) + ", " + first.text("by"));
        fact(page, "Took", Axes.time(story.seconds()), events.size() + " events");
        Arm candidate = story.allCandidate();
        fact(
                page,
                "Candidate's calls",
                String.format(Locale.ROOT, "%,d", candidate.requests()),
                String.format(Locale.ROOT, "%,d failed", candidate.errors()));
        Arm stable = story.allStable();
        fact(
                page,
                "Stable's calls",
                String.format(Locale.ROOT, "%,d", stable.requests()),
                String.format(Locale.ROOT, "%,d failed", stable.errors()));
        page.close("dl").raw("\n");
    }

    private static String digest(JsonReader version) {
        String digest = version.text("digest");
        String hex = digest.substring(digest.indexOf(':') + 1);
        return hex.substring(0, Math.min(hex.length(), DIGEST_SHOWN));
    }

    private static void fact(Markup page, String name, String value, String detail) {
        page.open("div")
                .element("dt", "", name)
                .element("dd", "", value)
                .element("dd", "detail", detail)
                .close("div");
    }

    private static void section(Markup page, String name, String text, Markup content) {
        page.open("section", "class", "card").element("h2", "", name);
        page.element("p", "lead", text).add(content).close("section").raw("\n");
    }

    private void evidence(Markup page) {
        if (!story.evidence().isEmpty()) {
            section(
                    page,
                    "Evidence against the candidate",
                    "log E of all rules together. At its threshold the candidate is rolled back; one that is no worse gets"
                            + " there in at most a share of alpha of releases, however often anybody looks. Below 0 it"
                            + " speaks for the candidate.",
                    new Plots(story, quantiles()).evidence());
        }
    }

    private void errors(Markup page) {
        if (story.windows().isEmpty()) {
            return;
        }
        Plots plots = new Plots(story, quantiles());
        section(page, "Calls a second", legend(), plots.calls());
        boolean none = story.allStable().errors() + story.allCandidate().errors() == 0;
        section(
                page,
                "Failed calls",
                none
                        ? "Not one call failed, of either version."
                        : String.format(
                                Locale.ROOT,
                                "Answered 5xx, or not at all: %s of the candidate's, %s of stable's.",
                                percent(story.allCandidate().failed()),
                                percent(story.allStable().failed())),
                none ? new Markup() : plots.errors());
    }

    private static String legend() {
        return "Blue is stable, orange the candidate, here and below.";
    }

    private void latency(Markup page) {
        List<Markup> plots = new Plots(story, quantiles()).slower();
        if (plots.isEmpty()) {
            return;
        }
        Markup grid = new Markup().open("div", "class", "small");
        plots.forEach(grid::add);
        section(
                page,
                "Latency",
                "The share of calls slower than stable's quantiles before the release, with the margin from which it is"
                        + " noticed. Calls of environments that warm up are left out on both.",
                grid.close("div"));
    }

    private void gates(Markup page) {
        story.last().flatMap(event -> event.optionalChild("evidence")).ifPresent(evidence -> {
            Markup table =
                    new Markup().raw("<table><thead><tr><th>rule</th><th>log E</th><th>E</th></tr></thead><tbody>");
            for (String gate : evidence.child("gates").fields().keySet()) {
                row(table, gate, evidence.child("gates").number(gate));
            }
            row(table, "all together", evidence.number("log_e"));
            section(
                    page,
                    "The rules at the end",
                    String.format(
                            Locale.ROOT,
                            "All share one alpha: they roll back where their weighted sum reaches log E %.2f.",
                            evidence.number("threshold")),
                    table.raw("</tbody></table>"));
        });
    }

    private static void row(Markup table, String name, double log) {
        String plain = Math.abs(log) > MORE_THAN_ANY ? "none" : String.format(Locale.ROOT, "%.2f", log);
        String times = Math.abs(log) > MORE_THAN_ANY
                ? "0"
                : String.format(Locale.ROOT, Math.exp(log) >= 1000 ? "%.2e" : "%.3f", Math.exp(log));
        table.open("tr")
                .element("td", "", name)
                .element("td", "n", plain)
                .element("td", "n", times)
                .close("tr");
    }

    private void notJudged(Markup page) {
        section(
                page,
                "What was not judged",
                "Whether the answers are right. This release was decided by failed calls and latency"
                        + (first.child("plan").texts("alarms").isEmpty() ? "" : " and named alarms")
                        + "; a version that answers wrongly, quickly and without failing looks healthy to them."
                        + " Feedback, the true answers once they are known, will add this.",
                new Markup());
    }

    private void timeline(Markup page) {
        Markup list = new Markup().open("ol", "class", "timeline");
        for (JsonReader event : events) {
            Explanation.of(List.of(event)).forEach(line -> {
                double at = Duration.between(story.began(), Instant.parse(event.text("time")))
                                .toMillis()
                        / 1000.0;
                list.open("li", "class", dot(event.text("type")))
                        .element(
                                "span",
                                "at",
                                "+" + (at == 0 ? "0s" : String.format(Locale.ROOT, at < 60 ? "%.1fs" : "%.0fs", at)))
                        .element("span", "what", line.substring(line.indexOf("  ") + 2))
                        .close("li");
            });
        }
        section(page, "What happened", "Told from the record, with the numbers that decided.", list.close("ol"));
    }

    private static String dot(String type) {
        return switch (type) {
            case "promoted" -> "good";
            case "rolled_back" -> "bad";
            case "waiting", "paused" -> "open";
            default -> "";
        };
    }

    private void footer(Markup page) {
        page.open("footer")
                .text("Made by Slipway from events " + first.whole("sequence") + " to "
                        + events.getLast().whole("sequence") + " of " + first.text("endpoint")
                        + ". Each names the digest of the one before it; the last names ")
                .element("code", "", events.getLast().optionalText("previous").orElse("none"))
                .text(".")
                .close("footer")
                .raw("\n");
    }

    private List<Double> quantiles() {
        return first.child("plan").numbers("quantiles");
    }

    private static String percent(double share) {
        return new BigDecimal(share * 100)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }

    private static String resource() {
        try (InputStream in = Objects.requireNonNull(ReleaseReport.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
