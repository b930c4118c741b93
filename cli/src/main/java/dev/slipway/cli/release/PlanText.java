package dev.slipway.cli.release;

import dev.slipway.core.doctor.SnapStartChoice;
import dev.slipway.core.price.ReleaseCost;
import dev.slipway.core.release.Detection;
import dev.slipway.core.release.DurationText;
import dev.slipway.core.release.Forecast;
import dev.slipway.core.release.PlanYaml;
import dev.slipway.core.release.StepForecast;
import dev.slipway.core.release.Warming;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A forecast as Markdown, for a pull request as well as for a terminal. */
final class PlanText {

    private final String model;
    private final Forecast forecast;
    private final String source;
    private final Optional<ReleaseCost> cost;
    private final Optional<SnapStartChoice> starts;

    /**
     * A text.
     *
     * @param source where the traffic was taken from, for people
     * @param cost what it costs, where it costs anything
     * @param starts how new environments start, where a package says so
     */
    PlanText(
            String model,
            Forecast forecast,
            String source,
            Optional<ReleaseCost> cost,
            Optional<SnapStartChoice> starts) {
        this.model = model;
        this.forecast = forecast;
        this.source = source;
        this.cost = cost;
        this.starts = starts;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("## Release plan for " + model + ": " + forecast.plan().name());
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Reckoned with %s calls a minute, of which %s fail (%s). A healthy release takes %s.",
                number(forecast.demand().perMinute()),
                percent(forecast.demand().errors()),
                source,
                forecast.expected().map(time -> "about " + text(time)).orElse("for ever: it does not end by itself")));
        lines.add("");
        lines.addAll(steps());
        lines.addAll(detections());
        lines.addAll(stops());
        cost.ifPresent(known -> lines.addAll(cost(known)));
        starts.ifPresent(choice -> lines.addAll(List.of("New environments: " + choice.words() + ".", "")));
        lines.addAll(refusal());
        return lines;
    }

    private List<String> steps() {
        List<String> lines = new ArrayList<>();
        lines.add("| step | candidate's share | takes | calls of the candidate | calls of stable |");
        lines.add("|---|---|---|---|---|");
        for (StepForecast step : forecast.steps()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %,d | %,d |",
                    step.step().label(),
                    percent(step.share()),
                    step.expected().map(PlanText::text).orElse("does not end"),
                    step.candidate(),
                    step.stable()));
        }
        lines.add("");
        return lines;
    }

    private List<String> detections() {
        List<String> lines = new ArrayList<>();
        lines.add("What each step finds, and when, on average; in bold where it is found before a healthy release would"
                + " have left the step:");
        lines.add("");
        lines.add("| step | the candidate | rule | its calls until then | time |");
        lines.add("|---|---|---|---|---|");
        for (StepForecast step : forecast.steps()) {
            for (Detection detection : step.detections()) {
                String time = detection.time().map(PlanText::text).orElse("more than a month");
                boolean found = step.expected().filter(detection::within).isPresent();
                lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %,d | %s |",
                        step.step().label(),
                        detection.trouble(),
                        detection.rule(),
                        Math.round(Math.ceil(detection.calls())),
                        found ? "**" + time + "**" : time));
            }
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Evidence is kept from step to step, so what one step has not found, the next one finds sooner. Latency is"
                        + " compared from two windows of %s after each rise on, and an environment's first calls, %d or"
                        + " more until it is %s old, are not timed: the times above reckon with all of it. A version that"
                        + " answers wrongly, and neither fails nor is slow, is not found.",
                text(forecast.demand().window()),
                Warming.ALWAYS,
                text(Warming.YOUNG)));
        lines.add("");
        return lines;
    }

    private List<String> stops() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "What stops it (all rules share alpha %s: a candidate that is no worse is rolled back in at most so many"
                        + " releases):",
                percent(forecast.plan().alpha())));
        lines.add("");
        forecast.stops().forEach(stop -> lines.add("- " + stop));
        lines.add("");
        return lines;
    }

    private static List<String> cost(ReleaseCost cost) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Running both adds $%.4f to the bill: $%.4f for the start of the candidate's environments,"
                                + " $%.4f for its proof, $%.4f for its metrics. The calls themselves cost $%.4f meanwhile,"
                                + " whichever version answers them.",
                        cost.extra(),
                        cost.starts(),
                        cost.proof(),
                        cost.metrics(),
                        cost.calls()),
                "List prices of " + cost.prices().asOf() + ", " + cost.prices().region()
                        + ", without discounts or a free tier; a start reckoned with "
                        + text(ReleaseCost.START) + ".",
                "");
    }

    private List<String> refusal() {
        List<String> lines = new ArrayList<>();
        if (forecast.decides()) {
            return lines;
        }
        lines.add("### This plan can decide nothing at this traffic");
        lines.add("");
        forecast.obstacles().forEach(obstacle -> lines.add("- " + obstacle));
        forecast.better().ifPresent(better -> {
            Forecast instead = Forecast.of(better, forecast.demand());
            lines.add("");
            lines.add("A better one, which takes "
                    + instead.expected().map(time -> "about " + text(time)).orElse("a person's time") + ":");
            lines.add("");
            lines.add("```yaml");
            lines.addAll(PlanYaml.lines(better));
            lines.add("```");
        });
        return lines;
    }

    /** To two digits or so: {@code 50s}, {@code 34m}, {@code 4.5h}, {@code 3d}. */
    private static String text(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        if (seconds < Duration.ofMinutes(2).toSeconds()) {
            return DurationText.format(Duration.ofSeconds((long) Math.ceil(seconds)));
        }
        if (seconds < Duration.ofHours(2).toSeconds()) {
            return DurationText.format(Duration.ofMinutes(
                    Math.round(seconds / Duration.ofMinutes(1).toSeconds())));
        }
        return seconds < Duration.ofDays(2).toSeconds()
                ? number(seconds / Duration.ofHours(1).toSeconds()) + "h"
                : number(seconds / Duration.ofDays(1).toSeconds()) + "d";
    }

    private static String percent(double share) {
        return number(share * 100) + "%";
    }

    private static String number(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
