package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.price.ListPrices;
import dev.slipway.core.price.PredictionCost;
import dev.slipway.core.spec.ServingSpec.Architecture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which memory to give a function: of the sizes in which the model has room and that are about as fast as the fastest,
 * the cheapest.
 *
 * @param memory in MB; empty where no size that was measured will do
 * @param because the numbers that say so, a sentence each
 */
public record MemoryAdvice(Optional<Integer> memory, List<String> because) {

    /** The share of a function's memory that may be used: the rest is for calls larger than those that were measured. */
    public static final double ROOM = 0.85;

    /** About as fast: at most so much slower than the fastest size at the 95 % quantile, ... */
    private static final double NEAR = 1.25;

    /** ... or by at most so many milliseconds: Lambda bills whole ones. */
    private static final double NEAR_MILLIS = 1;

    private static final double BYTES_PER_MB = 1 << 20;

    /** Copies the sentences. */
    public MemoryAdvice {
        because = List.copyOf(because);
    }

    private record Size(int memory, Figures figures, double cost) {
        double p95() {
            return figures.warm().p95();
        }
    }

    /**
     * The advice.
     *
     * @param cases the memory sizes, all started the same way
     */
    static MemoryAdvice of(List<Case> cases, ListPrices prices, Architecture architecture) {
        List<String> because = new ArrayList<>();
        List<Size> sizes = new ArrayList<>();
        for (Case each : cases) {
            int memory = each.setup().memory();
            if (each.figures().isEmpty()) {
                because.add(String.format(Locale.ROOT, "%,d MB is out: %s", memory, each.failure()));
            } else if (isTight(each.figures().get(), memory)) {
                because.add(String.format(
                        Locale.ROOT,
                        "%,d MB is out: the process had %,.0f MB, which leaves less than %.0f %% for larger calls",
                        memory,
                        peak(each.figures().get()),
                        100 * (1 - ROOM)));
            } else {
                Figures figures = each.figures().get();
                double billed = figures.warm().billed();
                sizes.add(new Size(
                        memory,
                        figures,
                        PredictionCost.of(prices, memory, architecture, billed).total()));
            }
        }
        if (sizes.isEmpty()) {
            because.add("no size that was measured will do: measure larger ones with --memory");
            return new MemoryAdvice(Optional.empty(), because);
        }
        Size fastest = sizes.stream().min(Comparator.comparingDouble(Size::p95)).orElseThrow();
        double near = Math.max(fastest.p95() * NEAR, fastest.p95() + NEAR_MILLIS);
        Size chosen = sizes.stream()
                .filter(size -> size.p95() <= near)
                .min(Comparator.comparingDouble(Size::cost).thenComparingInt(Size::memory))
                .orElseThrow();
        because.add(reason(chosen, fastest));
        sizes.stream()
                .filter(size -> size.p95() > near)
                .forEach(size -> because.add(String.format(
                        Locale.ROOT, "%,d MB is slower than that: p95 %.2f ms", size.memory(), size.p95())));
        start(chosen, sizes).ifPresent(because::add);
        return new MemoryAdvice(Optional.of(chosen.memory()), because);
    }

    private static String reason(Size chosen, Size fastest) {
        String cost = String.format(Locale.ROOT, "$%.3f a million predictions", chosen.cost());
        return chosen.memory() == fastest.memory()
                ? String.format(
                        Locale.ROOT,
                        "%,d MB is the fastest, p95 %.2f ms, and no size about as fast is cheaper: %s",
                        chosen.memory(),
                        chosen.p95(),
                        cost)
                : String.format(
                        Locale.ROOT,
                        "%,d MB answers in p95 %.2f ms, about as fast as the fastest (%.2f ms at %,d MB, $%.3f), and is"
                                + " the cheapest of those: %s",
                        chosen.memory(),
                        chosen.p95(),
                        fastest.p95(),
                        fastest.memory(),
                        fastest.cost(),
                        cost);
    }

    /** What the choice costs at the start, where more memory would start noticeably faster. */
    private static Optional<String> start(Size chosen, List<Size> sizes) {
        Size quickest = sizes.stream()
                .min(Comparator.comparingDouble(size -> size.figures().ready().median()))
                .orElseThrow();
        double here = chosen.figures().ready().median();
        double there = quickest.figures().ready().median();
        return here > there * NEAR
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "its start takes %,.0f ms, at %,d MB it takes %,.0f ms",
                        here,
                        quickest.memory(),
                        there))
                : Optional.empty();
    }

    private static boolean isTight(Figures figures, int memory) {
        return peak(figures) > memory * ROOM;
    }

    private static double peak(Figures figures) {
        return figures.memory().map(Spread::max).orElse(0.0) / BYTES_PER_MB;
    }

    Json.Fields json() {
        return Json.object()
                .with("memory", memory.<Json>map(Json::of).orElseGet(Json.Null::new))
                .with("because", Json.texts(because));
    }
}
