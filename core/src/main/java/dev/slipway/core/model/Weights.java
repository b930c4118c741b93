package dev.slipway.core.model;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an endpoint's traffic is shared between versions. Invariant I1: the weights sum to exactly one.
 *
 * @param shares each version's share, in (0, 1]
 */
public record Weights(Map<String, BigDecimal> shares) {

    /**
     * Checks the shares.
     *
     * @throws IllegalArgumentException where they do not sum to one or one of them is not in (0, 1]
     */
    public Weights {
        TreeMap<String, BigDecimal> sorted = new TreeMap<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> share : shares.entrySet()) {
            BigDecimal value = share.getValue().stripTrailingZeros();
            if (value.signum() <= 0) {
                throw new IllegalArgumentException("version " + share.getKey() + " has the weight "
                        + value.toPlainString() + "; expected more than 0: leave a version without traffic out");
            }
            sorted.put(share.getKey(), value);
            sum = sum.add(value);
        }
        if (sum.compareTo(BigDecimal.ONE) != 0) {
            throw new IllegalArgumentException("the weights sum to " + sum.toPlainString() + "; expected 1");
        }
        shares = Collections.unmodifiableMap(sorted);
    }

    /** All traffic to one version. */
    public static Weights only(String version) {
        return new Weights(Map.of(version, BigDecimal.ONE));
    }

    /**
     * {@code share} of the traffic to the candidate, the rest to stable. At 0 or 1 only one version is left.
     *
     * @throws IllegalArgumentException where the share is outside [0, 1]
     */
    public static Weights split(String stable, String candidate, BigDecimal share) {
        if (share.signum() == 0) {
            return only(stable);
        }
        if (share.compareTo(BigDecimal.ONE) == 0) {
            return only(candidate);
        }
        return new Weights(Map.of(stable, BigDecimal.ONE.subtract(share), candidate, share));
    }

    /** A version's share; 0 where it has none. */
    public BigDecimal share(String version) {
        return shares.getOrDefault(version, BigDecimal.ZERO);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        shares.forEach((version, share) -> text.append(text.isEmpty() ? "" : ", ")
                .append(version)
                .append(": ")
                .append(share.toPlainString()));
        return text.toString();
    }
}
