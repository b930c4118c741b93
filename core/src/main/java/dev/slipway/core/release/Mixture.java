package dev.slipway.core.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An e-process that mixes alternatives and moments at which a change may have begun. With {@code e_t(j)} the e-value of
 * window t under alternative j, it is
 *
 * <pre>E_T = sum_j w_j sum_s p_s prod_{t=s..T} e_t(j)      p_1 = start, p_s = (1 - start) / (s (s - 1))</pre>
 *
 * with an empty product (1) for the moments still to come. Each term is an e-process and the weights sum to one, so E
 * is one too (Ville 1939: it reaches 1/alpha with probability at most alpha under the null). Without the later moments
 * a long good time would have to be paid back before a version that turned bad is noticed. One number for each
 * alternative is enough to go on: {@code R_t = e_t (R_{t-1} + p_t)}.
 */
final class Mixture {

    /** What is smaller by so much in its logarithm adds nothing that a double could hold. */
    private static final double NEGLIGIBLE = 40;

    private final List<Double> shares;
    private final double[] logShares;
    private final double logStart;
    private final double logLater;

    /**
     * @param shares each alternative's share; they sum to one
     * @param start the share of "from the first window on", in (0, 1]
     */
    Mixture(List<Double> shares, double start) {
        this.shares = List.copyOf(shares);
        this.logShares = shares.stream().mapToDouble(Math::log).toArray();
        this.logStart = Math.log(start);
        this.logLater = Math.log1p(-start);
    }

    /** Alternatives that weigh the same. */
    static Mixture even(int alternatives, double start) {
        return new Mixture(Collections.nCopies(alternatives, 1.0 / alternatives), start);
    }

    Sums none() {
        return Sums.none(shares.size());
    }

    /** Takes one window in: {@code logs} are the logarithms of its e-values, by alternative. */
    Sums fold(Sums sums, List<Double> logs) {
        long window = sums.windows() + 1;
        double begins = window == 1 ? logStart : logLater - Math.log((double) window * (window - 1));
        List<Double> next = new ArrayList<>();
        for (int j = 0; j < shares.size(); j++) {
            double log = logAdd(sums.logs().get(j), begins) + logs.get(j);
            next.add(Math.max(log, Sums.NOTHING));
        }
        return new Sums(next, window);
    }

    /** The logarithm of E. */
    double log(Sums sums) {
        double toCome = sums.windows() == 0 ? 0 : logLater - Math.log((double) sums.windows());
        double log = Sums.NOTHING;
        for (int j = 0; j < shares.size(); j++) {
            log = logAdd(log, logShares[j] + logAdd(sums.logs().get(j), toCome));
        }
        return log;
    }

    /** ln(e^a + e^b). */
    static double logAdd(double a, double b) {
        double high = Math.max(Math.max(a, b), Sums.NOTHING);
        double low = Math.max(Math.min(a, b), Sums.NOTHING);
        return low < high - NEGLIGIBLE ? high : high + Math.log1p(Math.exp(low - high));
    }
}
