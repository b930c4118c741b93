package dev.slipway.core.release;

/**
 * The likelihood ratio of two error rates in one arm: an e-value for "the rate is at most {@code rate0}" where
 * {@code rate} is above it, and for "at least" where it is below (Wald's sequential probability ratio test).
 */
final class RateTest {

    private RateTest() {}

    /** The logarithm of the e-value of {@code errors} in {@code requests}; minus infinity where they are impossible. */
    static double log(long requests, long errors, double rate, double rate0) {
        return times(errors, Math.log(rate) - Math.log(rate0))
                + times(requests - errors, Math.log1p(-rate) - Math.log1p(-rate0));
    }

    /** 0 times minus infinity is 0 here: what did not happen weighs nothing. */
    private static double times(long count, double log) {
        return count == 0 ? 0 : count * log;
    }
}
