package dev.slipway.core.release;

import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The exact conditional e-value of two arms in one window. Given how many requests each arm had and how many failed in
 * all, the failures on the candidate follow Fisher's noncentral hypergeometric distribution with the odds ratio psi,
 * whatever the weights, the base rate or its drift. The likelihood ratio of psi against psi0 is an e-value for "the
 * odds ratio is at most psi0" where psi is above it, and for "at least" where psi is below.
 *
 * <p>Sources: Turner, Ly, Gr&uuml;nwald, arXiv 2106.02693; Lindon &amp; Malek, arXiv 2011.03567.
 */
final class ConditionalTest {

    private static final double NEGLIGIBLE = 1e-17;

    private ConditionalTest() {}

    /**
     * The logarithm of the e-value.
     *
     * @param candidate requests on the candidate
     * @param stable requests on stable
     * @param onCandidate failures on the candidate
     * @param failures failures on both
     */
    static double log(long candidate, long stable, long onCandidate, long failures, double psi, double psi0) {
        return logs(candidate, stable, onCandidate, failures, List.of(psi), psi0)
                .getFirst();
    }

    /** {@link #log} for several alternatives. */
    static List<Double> logs(
            long candidate, long stable, long onCandidate, long failures, List<Double> psis, double psi0) {
        double under0 = logSum(candidate, stable, failures, psi0);
        return psis.stream()
                .map(psi -> onCandidate * Math.log(psi / psi0) - (logSum(candidate, stable, failures, psi) - under0))
                .toList();
    }

    /**
     * ln of sum over k of C(candidate, k) C(stable, failures - k) psi^k. The terms rise to one mode and fall after it,
     * so they are summed outwards from the mode, as multiples of it, until they no longer count.
     */
    static double logSum(long candidate, long stable, long failures, double psi) {
        long lowest = Math.max(0, failures - stable);
        long highest = Math.min(candidate, failures);
        long mode = mode(lowest, highest, candidate, stable, failures, psi);
        double sum = 1;
        double term = 1;
        for (long k = mode; k < highest && term > NEGLIGIBLE * sum; k++) {
            term *= ratio(k, candidate, stable, failures, psi);
            sum += term;
        }
        term = 1;
        for (long k = mode; k > lowest && term > NEGLIGIBLE * sum; k--) {
            term /= ratio(k - 1, candidate, stable, failures, psi);
            sum += term;
        }
        return logBinomial(candidate, mode)
                + logBinomial(stable, failures - mode)
                + mode * Math.log(psi)
                + Math.log(sum);
    }

    /** The k from which on the terms fall: ratio is decreasing in k, so it is found by halving. */
    private static long mode(long lowest, long highest, long candidate, long stable, long failures, double psi) {
        long low = lowest;
        long high = highest;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (ratio(middle, candidate, stable, failures, psi) >= 1) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The term of k + 1 over the term of k. */
    private static double ratio(long k, long candidate, long stable, long failures, double psi) {
        return psi * (candidate - k) * (failures - k) / ((k + 1.0) * (stable - failures + k + 1.0));
    }

    private static double logBinomial(long n, long k) {
        return k == 0 || k == n ? 0 : LogGamma.value(n + 1.0) - LogGamma.value(k + 1.0) - LogGamma.value(n - k + 1.0);
    }
}
