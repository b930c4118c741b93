package dev.slipway.core.report;

import dev.slipway.core.report.Story.Moment;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One drawing: axes, steps as bands, lines. Colours are the page's, by class. */
final class Plot {

    private final Story story;
    private final Axes axes;
    private final Markup svg = new Markup();

    /**
     * An empty drawing.
     *
     * @param title what it shows, for those who hear it read
     */
    Plot(Story story, Axes axes, String title) {
        this.story = story;
        this.axes = axes;
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + Axes.place(axes.width()) + " " + Axes.place(axes.height()),
                "role",
                "img",
                "aria-label",
                title);
        bands();
    }

    /** Every other step is shaded, so that plots below one another can be read together. */
    private void bands() {
        List<Moment<String>> steps = story.steps();
        for (int i = 0; i < steps.size(); i++) {
            double from = axes.x(steps.get(i).at());
            double to = i + 1 < steps.size() ? axes.x(steps.get(i + 1).at()) : axes.width() - Axes.RIGHT;
            if (i % 2 == 1) {
                rect("band", from, Axes.TOP, to - from, axes.height() - Axes.BOTTOM - Axes.TOP, "");
            }
        }
    }

    /** The steps' names at the top, where they have room. */
    Plot stepNames() {
        List<Moment<String>> steps = story.steps();
        for (int i = 0; i < steps.size(); i++) {
            double from = axes.x(steps.get(i).at());
            double to = i + 1 < steps.size() ? axes.x(steps.get(i + 1).at()) : axes.width() - Axes.RIGHT;
            String name = steps.get(i).value();
            if (to - from > 6.2 * name.length() + 8) {
                label("step", (from + to) / 2, Axes.TOP + 13, "middle", name);
            }
        }
        return this;
    }

    /** The time below. */
    Plot times(int most) {
        double base = axes.height() - Axes.BOTTOM;
        for (double at : axes.times(most)) {
            line("tick", axes.x(at), base, axes.x(at), base + 4);
            label("mark", axes.x(at), base + 16, "middle", Axes.time(at));
        }
        line("axis", Axes.LEFT, base, axes.width() - Axes.RIGHT, base);
        return this;
    }

    /** A value marked at the left, with a faint line across. */
    Plot mark(double value, String text) {
        line("grid", Axes.LEFT, axes.y(value), axes.width() - Axes.RIGHT, axes.y(value));
        label("mark", Axes.LEFT - 6, axes.y(value) + 3.5, "end", text);
        return this;
    }

    /** A line across that means something, with its name. */
    Plot rule(String style, double value, String text) {
        line(style, Axes.LEFT, axes.y(value), axes.width() - Axes.RIGHT, axes.y(value));
        label(style + "-name", Axes.LEFT + 6, axes.y(value) - 6, "start", text);
        return this;
    }

    /** A value that holds until the next one, filled down to the bottom. */
    Plot steps(String style, List<Moment<Double>> moments) {
        StringBuilder path = new StringBuilder("M").append(axes.point(0, 0));
        double value = 0;
        for (Moment<Double> moment : moments) {
            path.append('L').append(axes.point(moment.at(), value));
            value = moment.value();
            path.append('L').append(axes.point(moment.at(), value));
        }
        path.append('L').append(axes.point(axes.seconds(), value));
        path("line " + style, path.toString());
        path(
                "area " + style,
                path.append('L')
                        .append(axes.point(axes.seconds(), 0))
                        .append('Z')
                        .toString());
        return this;
    }

    /** Values joined by straight lines. */
    Plot curve(String style, List<Moment<Double>> moments) {
        StringBuilder path = new StringBuilder();
        for (Moment<Double> moment : moments) {
            path.append(path.isEmpty() ? 'M' : 'L').append(axes.point(moment.at(), moment.value()));
        }
        if (!path.isEmpty()) {
            path("line " + style, path.toString());
        }
        if (moments.size() == 1) {
            dot(style, moments.getFirst().at(), moments.getFirst().value(), "");
        }
        return this;
    }

    /** A mark at one value. */
    Plot dot(String style, double at, double value, String tip) {
        svg.open(
                "circle",
                "class",
                "dot " + style,
                "cx",
                Axes.place(axes.x(at)),
                "cy",
                Axes.place(axes.y(value)),
                "r",
                "4");
        tip(tip);
        svg.close("circle");
        return this;
    }

    /** Something of each window as a curve; windows of which there is nothing to say are left out. */
    Plot windows(String style, List<Window> windows, ToDoubleFunction<Window> value) {
        return curve(
                style,
                windows.stream()
                        .map(window -> new Moment<>(window.middle(), value.applyAsDouble(window)))
                        .filter(moment -> Double.isFinite(moment.value()))
                        .toList());
    }

    /** A bar in each window that has a value. */
    Plot bars(String style, double shift, List<Window> windows, ToDoubleFunction<Window> value, String unit) {
        for (Window window : windows) {
            double height = value.applyAsDouble(window);
            if (height > 0) {
                double width = Math.max(1.5, (axes.x(window.to()) - axes.x(window.from())) / 2 - 0.6);
                rect(
                        "bar " + style,
                        axes.x(window.from()) + shift * width,
                        axes.y(height),
                        width,
                        axes.height() - Axes.BOTTOM - axes.y(height),
                        String.format(Locale.ROOT, "%s: %.0f %s", Axes.time(window.from()), height, unit));
            }
        }
        return this;
    }

    /** Where somebody who points at it reads what a window was. */
    Plot tips(List<Window> windows, Function<Window, String> tip) {
        for (Window window : windows) {
            rect(
                    "tip",
                    axes.x(window.from()),
                    Axes.TOP,
                    Math.max(1, axes.x(window.to()) - axes.x(window.from())),
                    axes.height() - Axes.TOP - Axes.BOTTOM,
                    tip.apply(window));
        }
        return this;
    }

    /** Text above a moment, to its left. */
    Plot note(String style, double at, double value, String text) {
        label(style, axes.x(at) + 4, axes.y(value) - 10, "end", text);
        return this;
    }

    Markup done() {
        return svg.close("svg");
    }

    private void path(String style, String path) {
        svg.open("path", "class", style, "d", path).close("path");
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.open(
                        "line",
                        "class",
                        style,
                        "x1",
                        Axes.place(x1),
                        "y1",
                        Axes.place(y1),
                        "x2",
                        Axes.place(x2),
                        "y2",
                        Axes.place(y2))
                .close("line");
    }

    private void rect(String style, double x, double y, double width, double height, String tip) {
        svg.open(
                "rect",
                "class",
                style,
                "x",
                Axes.place(x),
                "y",
                Axes.place(y),
                "width",
                Axes.place(Math.max(0, width)),
                "height",
                Axes.place(Math.max(0, height)));
        tip(tip);
        svg.close("rect");
    }

    private void label(String style, double x, double y, String anchor, String text) {
        svg.open("text", "class", style, "x", Axes.place(x), "y", Axes.place(y), "text-anchor", anchor)
                .text(text)
                .close("text");
    }

    private void tip(String text) {
        if (!text.isEmpty()) {
            svg.open("title").text(text).close("title");
        }
    }
}
