package dev.slipway.local.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
final class MovedClock implements InstantSource {

    private final AtomicReference<Instant> now;

    MovedClock(Instant began) {
        this.now = new AtomicReference<>(began);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** The same time in nanoseconds: it never jumps, for nobody sets it. */
    long nanos() {
        return Duration.between(Instant.EPOCH, now.get()).toNanos();
    }

    void move(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
