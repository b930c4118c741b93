package dev.slipway.local.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time that the test sets. */
final class SetClock implements InstantSource {

    private Instant now;
    private long nanos;

    SetClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** The time that never jumps. */
    long nanos() {
        return nanos;
    }

    void advance(Duration by) {
        now = now.plus(by);
        nanos += by.toNanos();
    }

    /** Somebody sets it. */
    void set(Instant other) {
        now = other;
    }
}
