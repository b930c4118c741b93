package dev.slipway.core.release;

import java.time.Duration;
import java.time.Instant;

/** Where windows begin and end: at multiples of their length since the epoch. */
public final class Windows {

    private Windows() {}

    /** The start of the window that holds {@code time}. */
    public static Instant startAtOrBefore(Instant time, Duration window) {
        long length = window.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), length) * length);
    }
}
