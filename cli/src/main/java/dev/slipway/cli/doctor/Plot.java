package dev.slipway.cli.doctor;

import dev.slipway.core.doctor.Case;
import dev.slipway.core.doctor.Figures;
import dev.slipway.core.doctor.Phase;
import dev.slipway.core.doctor.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Figures as bars of plain characters, which survive a pipe. */
final class Plot {

    private static final int WIDTH = 50;
    private static final String BAR = "#";

    private Plot() {}

    /** All parts of a start together, in milliseconds. */
    static double whole(Figures figures) {
        return figures.phases().values().stream().mapToDouble(Spread::median).sum();
    }

    /**
     * Where a start goes: each part begins where the one before it ends.
     *
     * @param all the milliseconds that are as long as the plot is wide
     */
    static List<String> start(Figures figures, double all) {
        int label = figures.phases().keySet().stream()
                .mapToInt(phase -> phase.words().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        double before = 0;
        for (Map.Entry<Phase, Spread> phase : figures.phases().entrySet()) {
            double millis = phase.getValue().median();
            int from = column(before, all);
            int to = Math.max(from + 1, column(before + millis, all));
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-" + label + "s  %-" + (WIDTH + 1) + "s %,8.1f ms",
                    phase.getKey().words(),
                    " ".repeat(from) + BAR.repeat(to - from),
                    millis));
            before += millis;
        }
        return lines;
    }

    /** A figure by memory, from nothing on. Sizes without figures are left out. */
    static List<String> byMemory(List<Case> cases, ToDoubleFunction<Figures> figure, String format) {
        double most = cases.stream()
                .map(Case::figures)
                .flatMap(Optional::stream)
                .mapToDouble(figure)
                .max()
                .orElse(0);
        return cases.stream()
                .filter(each -> each.figures().isPresent())
                .map(each -> {
                    double value = figure.applyAsDouble(each.figures().orElseThrow());
                    return String.format(
                            Locale.ROOT,
                            "  %,9d MB  %-" + (WIDTH + 1) + "s " + format,
                            each.setup().memory(),
                            BAR.repeat(Math.max(1, column(value, most))),
                            value);
                })
                .toList();
    }

    private static int column(double value, double most) {
        return most <= 0 ? 0 : (int) Math.round(WIDTH * value / most);
    }
}
