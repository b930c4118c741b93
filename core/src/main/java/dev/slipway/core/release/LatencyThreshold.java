package dev.slipway.core.release;

import java.time.Duration;

/**
 * From when on a call counts as slower than stable's. A quantile alone would be too strict: a model that takes 20 us more
 * is slower in half of all calls, provably, and nobody minds; and an environment that has a tenth of the traffic is never
 * quite as warm as one that has the rest. So a threshold lies a quarter above the quantile, and at least five milliseconds:
 * less than the network between a client and a region adds.
 */
public final class LatencyThreshold {

    private static final Duration NOTICEABLE = Duration.ofMillis(5);
    private static final long SHARE = 4;

    private LatencyThreshold() {}

    /** The threshold that belongs to this quantile of stable's durations. */
    public static Duration above(Duration quantile) {
        Duration relative = quantile.plus(quantile.dividedBy(SHARE));
        Duration absolute = quantile.plus(NOTICEABLE);
        return relative.compareTo(absolute) > 0 ? relative : absolute;
    }
}
