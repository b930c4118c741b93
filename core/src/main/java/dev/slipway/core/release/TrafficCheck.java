package dev.slipway.core.release;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Whether requests reach the arms as the weights say: a sequential test of a sample-ratio mismatch, a Dirichlet mixture
 * around the expected shares against those shares (Lindon &amp; Malek, arXiv 2011.03567, with two arms).
 */
final class TrafficCheck {

    /** How sharply the mixture sits at the expected shares. */
    static final double CONCENTRATION = 100;

    /** ln 1000: above it, the routing is broken. */
    static final double THRESHOLD = Math.log(1000);

    private TrafficCheck() {}

    /**
     * The logarithm of the odds that the shares are not as expected.
     *
     * @param stable requests on stable
     * @param candidate requests on the candidate
     * @param share the candidate's expected share, in (0, 1)
     */
    static double log(long stable, long candidate, double share) {
        double priorStable = CONCENTRATION * (1 - share);
        double priorCandidate = CONCENTRATION * share;
        return logBeta(priorStable + stable, priorCandidate + candidate)
                - logBeta(priorStable, priorCandidate)
                - stable * Math.log1p(-share)
                - candidate * Math.log(share);
    }

    private static double logBeta(double a, double b) {
        return LogGamma.value(a) + LogGamma.value(b) - LogGamma.value(a + b);
    }
}
