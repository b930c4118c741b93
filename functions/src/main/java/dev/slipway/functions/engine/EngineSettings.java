package dev.slipway.functions.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an engine is started.
 *
 * @param natives the folder with the engine's native libraries; without one the engine would unpack its own into the
 *     temporary folder at each start
 * @param threads how many threads one prediction may use
 */
public record EngineSettings(Optional<Path> natives, int threads) {

    /** Lambda gives one whole processor for each so many megabytes (AWS, "Configure Lambda function memory"). */
    private static final int MEGABYTES_PER_PROCESSOR = 1769;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where there is no thread
     */
    public EngineSettings {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads; expected at least 1");
        }
    }

    /**
     * As many threads as a function of this memory has processors: more would only wait for each other, and waiting
     * threads spin.
     */
    public static int threadsFor(int memoryMegabytes, int processors) {
        return Math.clamp(memoryMegabytes / MEGABYTES_PER_PROCESSOR, 1, Math.max(1, processors));
    }
}
