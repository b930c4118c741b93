package dev.slipway.core.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a release counts time. A clock may be set, and a controller may stand still, so the time that a step may take is
 * never the difference of two readings that are far apart: it is the sum of the small differences between one look and
 * the next.
 *
 * @param elapsed the time that counts towards the present step's longest time
 * @param at what the clock said when it was last counted; empty before the first look
 * @param timeline the timeline of the metric source on which the observed windows lie; empty before the first look
 * @param called the end of the last window in which there was a call; empty before the first call
 * @param idle how much time of this step was measured since then
 */
public record Reckoning(
        Duration elapsed, Optional<Instant> at, String timeline, Optional<Instant> called, Duration idle) {

    /** Nothing was counted yet. */
    static final Reckoning BEGIN = new Reckoning(Duration.ZERO, Optional.empty(), "", Optional.empty(), Duration.ZERO);

    /** In a step that was just decided on. */
    Reckoning enter() {
        return new Reckoning(Duration.ZERO, at, timeline, called, Duration.ZERO);
    }

    /** From now on time counts. */
    Reckoning from(Instant now) {
        return new Reckoning(Duration.ZERO, Optional.of(now), timeline, called, idle);
    }

    Reckoning look(Duration more, Instant now, String present) {
        return new Reckoning(elapsed.plus(more), Optional.of(now), present, called, idle);
    }

    Reckoning on(String present) {
        return new Reckoning(elapsed, at, present, called, idle);
    }

    /** A window with calls. */
    Reckoning calledUntil(Instant end) {
        return new Reckoning(elapsed, at, timeline, Optional.of(end), Duration.ZERO);
    }

    /** So much measured time without a call. */
    Reckoning idle(Duration more) {
        return new Reckoning(elapsed, at, timeline, called, idle.plus(more));
    }

    /** The time that counts, at a moment near the last look, before or after it. */
    public Duration elapsedAt(Instant moment) {
        Duration there =
                at.map(last -> elapsed.plus(Duration.between(last, moment))).orElse(elapsed);
        return there.isNegative() ? Duration.ZERO : there;
    }
}
