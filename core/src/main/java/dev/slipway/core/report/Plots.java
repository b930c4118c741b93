package dev.slipway.core.report;

import dev.slipway.core.release.DurationText;
import dev.slipway.core.report.Story.Moment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The report's plots, all over the same time. */
final class Plots {

    private static final double WIDTH = 940;
    private static final double SMALL = 300;
    private static final double FLOOR = -3;
    private static final int FEW = 30;

    private final Story story;
    private final List<Double> quantiles;

    Plots(Story story, List<Double> quantiles) {
        this.story = story;
        this.quantiles = quantiles.stream().distinct().sorted().toList();
    }

    private Axes axes(double height, double low, double high) {
        return new Axes(WIDTH, height, story.seconds(), low, high);
    }

    Markup weights() {
        return new Plot(story, axes(150, 0, 1), "The candidate's share of the traffic over time")
                .mark(0, "0%")
                .mark(0.5, "50%")
                .mark(1, "100%")
                .steps("candidate", story.shares())
                .stepNames()
                .times(12)
                .done();
    }

    Markup evidence() {
        double most = story.evidence().stream().mapToDouble(Moment::value).max().orElse(0);
        double high = Math.max(story.threshold() * 1.25, most * 1.2);
        Plot plot = new Plot(
                        story, axes(210, FLOOR, high), "Evidence against the candidate over time, and its threshold")
                .mark(0, "0")
                .rule("stop", story.threshold(), String.format(Locale.ROOT, "rolls back at %.2f", story.threshold()))
                .rule(
                        "doubt",
                        story.threshold() / 2,
                        String.format(Locale.ROOT, "no weight rises above %.2f", story.threshold() / 2))
                .curve("against", story.evidence())
                .times(12);
        story.evidence().stream()
                .skip(Math.max(0, story.evidence().size() - 1L))
                .forEach(end -> plot.dot(
                                end.value() >= story.threshold() ? "bad" : "good",
                                end.at(),
                                end.value(),
                                String.format(Locale.ROOT, "%.2f", end.value()))
                        .note("value", end.at(), end.value(), String.format(Locale.ROOT, "%.2f", end.value())));
        return plot.done();
    }

    Markup calls() {
        double most = story.windows().stream()
                .mapToDouble(window ->
                        Math.max(window.stable().requests(), window.candidate().requests())
                                / Math.max(window.length(), 1e-3))
                .max()
                .orElse(1);
        double high = Axes.nice(Math.max(most, 1));
        return new Plot(story, axes(140, 0, high), "Calls a second over time, by version")
                .mark(0, "0")
                .mark(high / 2, brief(high / 2))
                .mark(high, brief(high))
                .windows("stable", story.windows(), window -> window.stable().requests() / window.length())
                .windows(
                        "candidate",
                        story.windows(),
                        window -> window.candidate().requests() / window.length())
                .tips(story.windows(), Plots::tip)
                .times(12)
                .done();
    }

    Markup errors() {
        double most = story.windows().stream()
                .mapToDouble(window ->
                        Math.max(window.stable().errors(), window.candidate().errors()))
                .max()
                .orElse(0);
        double high = Math.max(4, Axes.nice(most));
        return new Plot(story, axes(130, 0, high), "Failed calls over time, by version")
                .mark(0, "0")
                .mark(high, brief(high))
                .bars("stable", 0, story.windows(), window -> window.stable().errors(), "of stable's failed")
                .bars(
                        "candidate",
                        1,
                        story.windows(),
                        window -> window.candidate().errors(),
                        "of the candidate's failed")
                .times(12)
                .done();
    }

    /** How many calls were slower than a threshold, for each; empty where none was fixed. */
    List<Markup> slower() {
        List<String> thresholds = story.windows().stream()
                .flatMap(window -> window.candidate().slower().keySet().stream())
                .distinct()
                .sorted((a, b) -> Double.compare(millis(a), millis(b)))
                .toList();
        TreeMap<Double, Markup> plots = new TreeMap<>();
        for (int i = 0; i < thresholds.size(); i++) {
            plots.put(millis(thresholds.get(i)), slower(thresholds.get(i), name(thresholds, i)));
        }
        return List.copyOf(plots.values());
    }

    /** Thresholds rise with their quantiles; where two quantiles share one, it has no single name. */
    private String name(List<String> thresholds, int index) {
        return thresholds.size() == quantiles.size()
                ? "stable's q" + brief(quantiles.get(index) * 100) + " and a margin"
                : "a threshold";
    }

    private Markup slower(String threshold, String name) {
        Function<Window, Double> stable = window ->
                window.stable().timed() == 0 ? Double.NaN : window.stable().slow(threshold);
        Function<Window, Double> candidate = window -> window.candidate().timed() == 0
                ? Double.NaN
                : window.candidate().slow(threshold);
        List<Window> fewer = Story.fewer(story.windows(), FEW);
        Markup figure = new Markup().open("figure");
        figure.open("figcaption")
                .element("b", "", String.format(Locale.ROOT, "Slower than %s ms", brief(millis(threshold))))
                .element("span", "", name)
                .close("figcaption");
        double most = fewer.stream()
                .flatMap(window -> Stream.of(stable.apply(window), candidate.apply(window)))
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        double high = most > 0.5 ? 1 : Axes.nice(Math.max(most, 0.02));
        Axes axes = new Axes(SMALL, 140, story.seconds(), 0, high);
        return figure.add(new Plot(story, axes, "The share of calls slower than " + threshold + ", by version")
                        .mark(0, "0%")
                        .mark(high, brief(high * 100) + "%")
                        .windows("stable", fewer, stable::apply)
                        .windows("candidate", fewer, candidate::apply)
                        .times(4)
                        .done())
                .close("figure");
    }

    private static double millis(String threshold) {
        Duration length = DurationText.parse(threshold);
        return length.toNanos() / 1e6;
    }

    private static String tip(Window window) {
        return String.format(
                Locale.ROOT,
                "%s to %s: stable %d calls, %d failed; candidate %d calls, %d failed",
                Axes.time(window.from()),
                Axes.time(window.to()),
                window.stable().requests(),
                window.stable().errors(),
                window.candidate().requests(),
                window.candidate().errors());
    }

    private static String brief(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
