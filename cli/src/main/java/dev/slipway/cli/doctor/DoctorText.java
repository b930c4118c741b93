package dev.slipway.cli.doctor;

import dev.slipway.core.doctor.Advice;
import dev.slipway.core.doctor.BudgetCheck;
import dev.slipway.core.doctor.Case;
import dev.slipway.core.doctor.Examination;
import dev.slipway.core.doctor.Figures;
import dev.slipway.core.doctor.ProcessorShare;
import dev.slipway.core.doctor.Setup;
import dev.slipway.core.doctor.Spread;
import dev.slipway.core.doctor.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An examination and what follows from it, for people: lines of plain characters. */
final class DoctorText {

    private static final double BYTES_PER_MB = 1 << 20;
    private static final double SMALL = 100;

    private final Examination found;
    private final Advice advice;
    private final Optional<BudgetCheck> budget;

    DoctorText(Examination found, Advice advice, Optional<BudgetCheck> budget) {
        this.found = found;
        this.advice = advice;
        this.budget = budget;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(found.model() + " " + found.digest().brief() + ", "
                + found.format().key() + ", asked " + found.asked());
        lines.add("on " + found.machine() + "; another machine measures other times");
        lines.addAll(ways());
        lines.add("");
        lines.addAll(tables());
        lines.addAll(plots());
        lines.addAll(new AdviceText(found, advice).lines());
        budget.ifPresent(check -> lines.addAll(budget(check)));
        return lines;
    }

    /** How the share of a processor was come by: where it differs from size to size, each kind with its sizes. */
    private List<String> ways() {
        List<String> lines = new ArrayList<>();
        for (Way way : Way.values()) {
            String sizes = found.cases().stream()
                    .filter(each -> each.way() == way)
                    .map(each -> each.setup().memory())
                    .distinct()
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            if (!sizes.isEmpty()) {
                lines.add(sizes + " MB: " + way.words());
            }
        }
        int rounds = found.cases().stream()
                .flatMap(each -> each.figures().stream())
                .mapToInt(Figures::rounds)
                .max()
                .orElse(0);
        if (rounds > 0) {
            lines.add(
                    rounds == 1
                            ? "one process of each"
                            : rounds + " processes of each: medians, and in brackets least to most");
        }
        return lines;
    }

    private List<String> tables() {
        List<String> lines = new ArrayList<>();
        lines.addAll(table("started on demand", "ready, ms", "first call, ms", found.byMemory(false)));
        lines.addAll(table("with a start-up cache", "ready, ms", "first call, ms", found.cached()));
        lines.addAll(table("restored (SnapStart)", "checkpoint, ms", "restore to answer, ms", found.byMemory(true)));
        lines.addAll(table("by threads", "ready, ms", "first call, ms", found.byThreads()));
        return lines;
    }

    private List<String> table(String title, String ready, String first, List<Case> cases) {
        List<String> lines = new ArrayList<>();
        if (cases.isEmpty()) {
            return lines;
        }
        Table table = new Table();
        table.row(
                List.of(title, "processors", ready, first, "p50, ms", "p95, ms", "p99, ms", "busy, ms", "memory, MB"));
        for (Case each : cases) {
            List<String> cells = new ArrayList<>();
            cells.add("  " + label(each.setup()));
            cells.add(String.format(
                    Locale.ROOT, "%.2f", ProcessorShare.of(each.setup().memory())));
            if (each.figures().isPresent()) {
                cells.addAll(cells(each.figures().get()));
            } else {
                cells.add(each.failure());
            }
            table.row(cells);
        }
        lines.addAll(table.lines());
        lines.add("");
        return lines;
    }

    /** The model's own size has a star. */
    private String label(Setup setup) {
        return String.format(Locale.ROOT, "%,d MB", setup.memory())
                + (setup.memory() == found.memory() && setup.threads().isEmpty() ? " *" : "")
                + setup.threads()
                        .map(count -> ", " + count + (count == 1 ? " thread" : " threads"))
                        .orElse("");
    }

    private static List<String> cells(Figures figures) {
        return List.of(
                spread(figures.ready()),
                spread(figures.first()),
                number(figures.warm().p50()),
                number(figures.warm().p95()),
                number(figures.warm().p99()),
                number(figures.busy().median()),
                figures.memory()
                        .map(memory -> String.format(Locale.ROOT, "%,.0f", memory.max() / BYTES_PER_MB))
                        .orElse("?"));
    }

    private static String spread(Spread spread) {
        return number(spread.median())
                + (spread.min() < spread.max() ? " (" + number(spread.min()) + "-" + number(spread.max()) + ")" : "");
    }

    private static String number(double millis) {
        return String.format(Locale.ROOT, millis < SMALL ? "%.2f" : "%,.0f", millis);
    }

    private List<String> plots() {
        List<String> lines = new ArrayList<>();
        Setup own = Setup.onDemand(found.memory());
        double whole = found.figures(own).map(Plot::whole).orElse(0.0);
        lines.addAll(start("where a start on demand", own, whole));
        lines.addAll(start("where one from a start-up cache", own.withCache(), whole));
        List<Case> sizes = found.byMemory(advice.restored());
        if (sizes.size() > 1) {
            lines.add("warm p95 by memory" + (advice.restored() ? ", restored" : ", started on demand"));
            lines.addAll(Plot.byMemory(sizes, figures -> figures.warm().p95(), "%,8.2f ms"));
            lines.add("");
        }
        return lines;
    }

    /** In the scale of the start on demand, so that two of them can be compared. */
    private List<String> start(String title, Setup setup, double whole) {
        List<String> lines = new ArrayList<>();
        found.figures(setup).filter(figures -> !figures.phases().isEmpty()).ifPresent(figures -> {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s at %,d MB goes: %s ms until it can answer, and %s ms for the first answer",
                    title,
                    found.memory(),
                    number(figures.ready().median()),
                    number(figures.first().median())));
            lines.addAll(Plot.start(figures, Math.max(whole, Plot.whole(figures))));
            lines.add("");
        });
        return lines;
    }

    private static List<String> budget(BudgetCheck check) {
        Table table = new Table();
        for (BudgetCheck.Line line : check.lines()) {
            table.row(List.of(
                    line.isKept() ? "  kept" : "  exceeded",
                    line.limit().figure().key(),
                    line.foundWords(),
                    "of " + line.mostWords()));
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("budget");
        lines.addAll(table.lines());
        return lines;
    }
}
