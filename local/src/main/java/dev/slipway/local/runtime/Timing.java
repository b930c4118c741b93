package dev.slipway.local.runtime;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two times a host needs.
 *
 * @param clock the time of day, for what is written and sent
 * @param nanos a time that never jumps, in nanoseconds, for limits
 */
public record Timing(InstantSource clock, LongSupplier nanos) {

    /** The machine's own times. */
    public static Timing system() {
        return new Timing(InstantSource.system(), System::nanoTime);
    }
}
