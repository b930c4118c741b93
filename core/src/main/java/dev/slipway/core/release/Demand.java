package dev.slipway.core.release;

import java.time.Duration;

/**
 * What clients ask of an endpoint today, how often stable fails them, and how a stage looks at it: what a
 * {@link Forecast} reckons with.
 *
 * @param perMinute calls a minute, 0 or more
 * @param errors the share of stable's calls that fail, in [0, 1)
 * @param window how long one look at the metrics is
 */
public record Demand(double perMinute, double errors, Duration window) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException where one is out of its range
     */
    public Demand {
        if (!(perMinute >= 0) || !Double.isFinite(perMinute)) {
            throw new IllegalArgumentException("rate: found " + perMinute + " a minute; expected 0 or more");
        }
        if (!(errors >= 0) || errors >= 1) {
            throw new IllegalArgumentException("errors: found " + errors + "; expected a share from 0, below 1");
        }
        if (!window.isPositive()) {
            throw new IllegalArgumentException("window: found " + window + "; expected a time above 0");
        }
    }
}
