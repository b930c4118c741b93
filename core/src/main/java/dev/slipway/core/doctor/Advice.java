package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.price.ListPrices;
import dev.slipway.core.price.PredictionCost;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.core.spec.ServingSpec.Snapstart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows from an examination. Pure: the same values give the same advice.
 *
 * @param prices the prices that costs were reckoned with
 * @param snapStart whether SnapStart pays; empty where the model's own memory was not measured
 * @param startupCache whether a start-up cache pays; empty where a start with one was not measured
 * @param restored whether the function is taken to start from a snapshot: as {@code slipway.yaml} says, or as advised
 * @param cached whether it starts from a start-up cache on Lambda, as a container image does
 * @param memory which memory to give it
 * @param architecture which processor to give it
 * @param image whether the code is too large for a zip
 * @param packaging zip or image, and the numbers that say so
 * @param costs what a million predictions cost: as the model is now, and with the memory that is advised
 * @param busiest what they cost at most with the model's own memory, where no environment ever rests
 */
public record Advice(
        ListPrices prices,
        Optional<SnapStartAdvice> snapStart,
        Optional<StartupCacheAdvice> startupCache,
        boolean restored,
        boolean cached,
        MemoryAdvice memory,
        String architecture,
        boolean image,
        String packaging,
        List<PredictionCost> costs,
        Optional<PredictionCost> busiest) {

    private static final double BYTES_PER_MB = 1 << 20;

    /** Copies the costs. */
    public Advice {
        costs = List.copyOf(costs);
    }

    /** The advice. */
    public static Advice of(Examination found, ServingSpec serving, ListPrices prices) {
        boolean image = found.bulk().bundle() > Bulk.LARGEST_BUNDLE;
        Optional<SnapStartAdvice> snapStart = SnapStartAdvice.of(found);
        boolean restored = restored(serving.snapstart(), snapStart, image)
                && !found.byMemory(true).isEmpty();
        Optional<StartupCacheAdvice> startupCache = StartupCacheAdvice.of(found, image);
        MemoryAdvice memory = MemoryAdvice.of(found.byMemory(restored), prices, serving.architecture());
        List<PredictionCost> costs = Stream.concat(Stream.of(found.memory()), memory.memory().stream())
                .distinct()
                .flatMap(size -> figures(found, size, restored)
                        .map(figures -> PredictionCost.of(
                                prices,
                                size,
                                serving.architecture(),
                                figures.warm().billed()))
                        .stream())
                .toList();
        return new Advice(
                prices,
                snapStart,
                startupCache,
                restored,
                image && startupCache.isPresent(),
                memory,
                architecture(found, serving, costs),
                image,
                packaging(found.bulk(), image),
                costs,
                figures(found, found.memory(), restored)
                        .map(figures -> PredictionCost.of(
                                prices,
                                found.memory(),
                                serving.architecture(),
                                Latency.billed(figures.busy().median()))));
    }

    /** How the function starts on demand on Lambda, with this memory. */
    public Setup onDemand(int size) {
        Setup setup = Setup.onDemand(size);
        return cached ? setup.withCache() : setup;
    }

    private static boolean restored(Snapstart asked, Optional<SnapStartAdvice> advice, boolean image) {
        return switch (asked) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> !image && advice.orElse(SnapStartAdvice.UNMEASURED).on();
        };
    }

    private static Optional<Figures> figures(Examination found, int memory, boolean restored) {
        Setup setup = Setup.onDemand(memory);
        return found.figures(restored ? setup.restored() : setup);
    }

    private static String architecture(Examination found, ServingSpec serving, List<PredictionCost> costs) {
        String measured = "measured on " + found.processor() + " only: latency on "
                + (found.processor().equals("arm64") ? "x86_64" : "arm64") + " may differ and was not measured here";
        if (costs.isEmpty()) {
            return measured;
        }
        PredictionCost cost = costs.getLast();
        double arm = PredictionCost.of(cost.prices(), cost.memory(), Architecture.ARM64, cost.billed())
                .compute();
        double x86 = PredictionCost.of(cost.prices(), cost.memory(), Architecture.X86_64, cost.billed())
                .compute();
        return String.format(
                Locale.ROOT,
                "arm64: its computing costs $%.4f a million predictions, that of x86_64 $%.4f, at the same latency; %s%s",
                arm,
                x86,
                measured,
                serving.architecture() == Architecture.ARM64 ? "" : "; slipway.yaml says x86_64");
    }

    private static String packaging(Bulk bulk, boolean image) {
        return String.format(
                Locale.ROOT,
                image
                        ? "a container image: the code is %,.0f MB unzipped, and a zip may have %,.0f MB"
                        : "a zip: the code is %,.0f MB unzipped, of the %,.0f MB that it may have",
                bulk.bundle() / BYTES_PER_MB,
                Bulk.LARGEST_BUNDLE / BYTES_PER_MB);
    }

    /** For programs. */
    public Json.Fields json() {
        return Json.object()
                .with("snapstart", snapStart.<Json>map(SnapStartAdvice::json).orElseGet(Json.Null::new))
                .with(
                        "startup_cache",
                        startupCache.<Json>map(StartupCacheAdvice::json).orElseGet(Json.Null::new))
                .with("restored", Json.of(restored))
                .with("cached", Json.of(cached))
                .with("memory", memory.json())
                .with("architecture", Json.of(architecture))
                .with("image", Json.of(image))
                .with("packaging", Json.of(packaging))
                .with(
                        "cost_per_million",
                        Json.array(costs.stream().map(PredictionCost::json).toList()))
                .with(
                        "cost_per_million_busy",
                        busiest.<Json>map(PredictionCost::json).orElseGet(Json.Null::new));
    }
}
