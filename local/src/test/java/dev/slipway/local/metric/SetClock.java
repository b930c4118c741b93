package dev.slipway.local.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time that the test sets. */
final class SetClock implements InstantSource {

    private Instant now;

    SetClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }
}
