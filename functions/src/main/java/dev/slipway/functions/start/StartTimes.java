package dev.slipway.functions.start;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.Engines;
import dev.slipway.functions.engine.ModelEngine;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Starts engines for a {@link PackageLoader}, and notes when what was done on the way. For one start, by one thread.
 */
public final class StartTimes implements Function<ModelFormat, ModelEngine> {

    private final EngineSettings settings;
    private final LongSupplier nanos;
    private final long begun;
    private long packageRead;
    private long engineStarted;
    private long modelLoaded;

    /**
     * The times of a start that begins now.
     *
     * @param nanos a clock for durations
     */
    public StartTimes(EngineSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.packageRead = begun;
        this.engineStarted = begun;
        this.modelLoaded = begun;
    }

    @Override
    public ModelEngine apply(ModelFormat format) {
        packageRead = nanos.getAsLong();
        ModelEngine engine = Engines.start(format, settings);
        engineStarted = nanos.getAsLong();
        return files -> {
            var predictor = engine.load(files);
            modelLoaded = nanos.getAsLong();
            return predictor;
        };
    }

    /** The parts of the start, which ends now. */
    public Started end() {
        return new Started(
                settings.threads(),
                packageRead - begun,
                engineStarted - packageRead,
                modelLoaded - engineStarted,
                nanos.getAsLong() - modelLoaded);
    }

    /**
     * What a start consists of, in nanoseconds.
     *
     * @param threads how many threads one prediction may use
     * @param reading the package's manifest and golden samples, read and verified
     * @param engine the engine and its native library
     * @param model the weights, read and verified, and the engine's session on them
     * @param wiring what else a function needs before it can answer
     */
    public record Started(int threads, long reading, long engine, long model, long wiring) {}
}
