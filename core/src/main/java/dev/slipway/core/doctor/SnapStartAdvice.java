package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether SnapStart pays for a function.
 *
 * @param on whether it does
 * @param because the numbers that say so
 */
public record SnapStartAdvice(boolean on, String because) {

    /**
     * From so many milliseconds of init on it pays. A restore of a function that does nothing was published to take about
     * 400 to 600 ms: less than that is not to be had.
     */
    public static final double PAYS_FROM = 500;

    /** What holds where nobody measured: starting an engine and loading a model usually takes longer than a restore. */
    public static final SnapStartAdvice UNMEASURED = new SnapStartAdvice(
            true,
            "nobody measured a start of this package yet, and starting an engine and loading a model usually takes longer"
                    + " than a restore; slipway doctor --keep measures it");

    /** The advice that this examination gives for the memory that the model has; empty where that was not measured. */
    public static Optional<SnapStartAdvice> of(Examination found) {
        Setup setup = Setup.onDemand(found.memory());
        return found.figures(setup).map(figures -> of(figures, found.figures(setup.restored()), found));
    }

    private static SnapStartAdvice of(Figures cold, Optional<Figures> restored, Examination found) {
        boolean pays = cold.ready().median() >= PAYS_FROM;
        String start = String.format(
                Locale.ROOT,
                "a start takes %,.0f ms at %,d MB (%s, %s)",
                cold.ready().median(),
                found.memory(),
                found.machine(),
                found.time().toString().substring(0, "2026-11-01".length()));
        String floor = "a restore takes about 400 to 600 ms on Lambda whatever is in the snapshot";
        String first = restored.map(figures -> String.format(
                        Locale.ROOT,
                        "; after it the first answer takes %.1f ms instead of %.1f ms",
                        figures.first().median(),
                        cold.first().median()))
                .orElse("");
        String compiler = restored.map(figures -> String.format(
                        Locale.ROOT,
                        "; with SnapStart Lambda also lets the optimising compiler work: a warm call takes %.2f ms"
                                + " (p95 %.2f ms), without it %.2f ms (p95 %.2f ms)",
                        figures.warm().p50(),
                        figures.warm().p95(),
                        cold.warm().p50(),
                        cold.warm().p95()))
                .orElse("");
        return new SnapStartAdvice(
                pays,
                pays
                        ? start + ", and " + floor + first + compiler
                        : start + ", which is less than the " + number(PAYS_FROM) + " ms from which SnapStart pays: "
                                + floor + first + compiler);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    Json.Fields json() {
        return Json.object().with("on", Json.of(on)).with("because", Json.of(because));
    }
}
