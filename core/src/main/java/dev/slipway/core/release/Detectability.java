package dev.slipway.core.release;

/**
 * How much must be seen before an e-process reaches its threshold, on average: the threshold over the evidence that one
 * observation gives. That evidence is the Kullback-Leibler divergence of what is from what is tolerated (Wald 1947, for
 * the sequential probability ratio test; Gr&uuml;nwald, de Heide, Koolen, arXiv 1906.07801, for e-processes).
 */
final class Detectability {

    private Detectability() {}

    /**
     * Of all failures, the share that falls on the candidate.
     *
     * @param share the candidate's weight, in (0, 1)
     * @param ratio the odds ratio of candidate to stable
     */
    static double onCandidate(double share, double ratio) {
        return share * ratio / (share * ratio + 1 - share);
    }

    /**
     * The failures, on both versions together, after which a comparing gate fires.
     *
     * @param threshold the logarithm at which it does
     * @param share the candidate's weight, in (0, 1)
     * @param ratio the odds ratio that is true
     * @param tolerate the odds ratio that is accepted, below {@code ratio}
     */
    static double failures(double threshold, double share, double ratio, double tolerate) {
        return threshold / divergence(onCandidate(share, ratio), onCandidate(share, tolerate));
    }

    /**
     * The candidate's calls after which a gate on its own rate fires.
     *
     * @param threshold the logarithm at which it does
     * @param rate the rate that is true
     * @param limit the highest rate that is accepted, below {@code rate}
     */
    static double calls(double threshold, double rate, double limit) {
        return threshold / divergence(rate, limit);
    }

    /** The Kullback-Leibler divergence of two coins, in nats. */
    static double divergence(double p, double q) {
        return times(p, p / q) + times(1 - p, (1 - p) / (1 - q));
    }

    private static double times(double share, double ratio) {
        return share == 0 ? 0 : share * Math.log(ratio);
    }

    /** The logarithm that one gate alone must reach where it shares alpha with the others of its plan. */
    static double threshold(ReleasePlan plan, Gate gate) {
        double weights = Gate.of(plan).stream().mapToDouble(Gate::weight).sum();
        int alternatives = gate.mixture().none().logs().size();
        return Release.threshold(plan) + Math.log(weights / gate.weight()) + Math.log(alternatives / Gate.START);
    }
}
