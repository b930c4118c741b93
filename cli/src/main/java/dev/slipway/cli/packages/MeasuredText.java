package dev.slipway.cli.packages;

import dev.slipway.core.spec.ServingSpec;
import dev.slipway.packager.trial.Measurement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a machine saw of a model, for people. */
final class MeasuredText {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long BYTES_PER_MB = 1L << 20;

    private MeasuredText() {}

    /** One line. */
    static String line(Measurement found) {
        String samples = found.samples() > 0
                ? "tried, " + found.samples() + " of " + found.samples() + " golden samples answered as expected"
                : found.latency().isEmpty()
                        ? "tried, with no golden samples to ask it"
                        : "tried, with the example it came with and no golden samples";
        String latency = found.latency().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", one call %.2f ms (95 %%: %.2f ms)",
                        millis(found.latency(0.5)),
                        millis(found.latency(0.95)));
        String memory = found.peakMemory().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, ", memory %d MB", found.peakMemory().getAsLong() / BYTES_PER_MB);
        return samples
                + String.format(Locale.ROOT, "; here: started in %.0f ms", millis(found.start()))
                + latency
                + memory;
    }

    /** One line of a stored measurement. */
    static String line(Measurement.Shown found) {
        String latency = found.medianMillis() == 0
                ? ""
                : String.format(
                        Locale.ROOT, ", one call %.2f ms (95 %%: %.2f ms)", found.medianMillis(), found.p95Millis());
        String memory = found.peakMemory().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, ", memory %d MB", found.peakMemory().getAsLong() / BYTES_PER_MB);
        return String.format(Locale.ROOT, "started in %.0f ms", found.startMillis()) + latency + memory + "; on "
                + found.machine() + ", " + found.time();
    }

    /** Where the process had more memory than the function will have. */
    static Optional<String> warning(ServingSpec serving, Measurement found) {
        long megabytes = found.peakMemory().orElse(0) / BYTES_PER_MB;
        return megabytes <= serving.memory()
                ? Optional.empty()
                : Optional.of("warning: it took " + megabytes + " MB here, and serving.memory in slipway.yaml gives it "
                        + serving.memory() + " MB; give it more");
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_PER_MILLI;
    }
}
