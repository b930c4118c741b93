package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a start-up cache of the JVM pays for a function: what the JVM loaded and linked once, mapped into memory at each start.
 *
 * @param pays whether it does
 * @param because the numbers that say so
 */
public record StartupCacheAdvice(boolean pays, String because) {

    /** It pays where a start takes at most this share of the time that it takes without. */
    public static final double PAYS_TO = 0.9;

    private static final double BYTES_PER_MB = 1 << 20;

    /**
     * The advice that this examination gives for the memory that the model has; empty where a start with a cache, or one
     * without, was not measured.
     *
     * @param image whether the function's code is a container image
     */
    static Optional<StartupCacheAdvice> of(Examination found, boolean image) {
        Setup setup = Setup.onDemand(found.memory());
        return found.figures(setup)
                .flatMap(without -> found.figures(setup.withCache()).map(with -> of(without, with, found, image)));
    }

    private static StartupCacheAdvice of(Figures without, Figures with, Examination found, boolean image) {
        boolean pays = with.ready().median() <= without.ready().median() * PAYS_TO;
        String start = String.format(
                Locale.ROOT,
                "a start on demand takes %,.0f ms with one and %,.0f ms without at %,d MB, its first answer %.1f ms and %.1f ms",
                with.ready().median(),
                without.ready().median(),
                found.memory(),
                with.first().median(),
                without.first().median());
        String memory = with.memory()
                .flatMap(less -> without.memory()
                        .map(more -> String.format(
                                Locale.ROOT,
                                ", its memory %,.0f MB and %,.0f MB",
                                less.max() / BYTES_PER_MB,
                                more.max() / BYTES_PER_MB)))
                .orElse("");
        return new StartupCacheAdvice(pays, start + memory + whose(image));
    }

    /** Who has one. AWS advises against one in a zip: its runtime has its own, of its own classes. */
    private static String whose(boolean image) {
        return image
                ? "; the container image is built with one"
                : "; slipway up and slipway serve make theirs by themselves, a zip on Lambda has none";
    }

    Json.Fields json() {
        return Json.object().with("pays", Json.of(pays)).with("because", Json.of(because));
    }
}
