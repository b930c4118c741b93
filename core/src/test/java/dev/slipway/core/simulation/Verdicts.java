package dev.slipway.core.simulation;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the gates made of candidates that are no worse than any stable version (I9): by the plan's alpha, how many such
 * releases there were, and how many of them the gates rolled back. Those that an alarm, a person, a proof or a longest
 * time rolled back stand outside alpha.
 *
 * @param healthy how many releases, by alpha
 * @param condemned how many of them were rolled back by evidence, by alpha
 */
record Verdicts(Map<Double, Long> healthy, Map<Double, Long> condemned) {

    /** So many standard deviations above alpha are no accident. */
    private static final double DEVIATIONS = 4;

    static final Verdicts NONE = new Verdicts(Map.of(), Map.of());

    Verdicts plus(Verdicts other) {
        return new Verdicts(sum(healthy, other.healthy), sum(condemned, other.condemned));
    }

    private static Map<Double, Long> sum(Map<Double, Long> a, Map<Double, Long> b) {
        Map<Double, Long> sum = new TreeMap<>(a);
        b.forEach((alpha, count) -> sum.merge(alpha, count, Long::sum));
        return sum;
    }

    /**
     * Sees to it that no more were rolled back than alpha allows.
     *
     * @throws Broken where there were
     */
    void check() {
        healthy.forEach((alpha, count) -> {
            long bad = condemned.getOrDefault(alpha, 0L);
            double most = alpha * count + DEVIATIONS * Math.sqrt(alpha * (1 - alpha) * count);
            Broken.unless(
                    bad <= most,
                    "I9",
                    bad + " of " + count + " healthy candidates were rolled back by evidence at alpha " + alpha);
        });
    }
}
