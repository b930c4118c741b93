package dev.slipway.aws;

import dev.slipway.core.model.Weights;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;

/**
 * Weights as an alias writes them: one version by name, the others with their shares beside it (Lambda developer guide,
 * "Implement canary deployments with a weighted alias").
 *
 * @param version the alias's own version, which gets what the others leave
 * @param additional the others' shares, each in (0, 1)
 */
record AliasTarget(String version, Map<String, Double> additional) {

    /** Copies the shares. */
    AliasTarget {
        additional = Map.copyOf(additional);
    }

    /**
     * Writes weights for an alias.
     *
     * @param current the alias's own version now, which stays that where it is among the weights
     */
    static AliasTarget of(Weights weights, Optional<String> current) {
        String version = current.filter(weights.shares()::containsKey)
                .orElseGet(() -> weights.shares().entrySet().stream()
                        .max(Map.Entry.<String, BigDecimal>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                        .orElseThrow()
                        .getKey());
        Map<String, Double> additional = new HashMap<>();
        weights.shares().forEach((other, share) -> {
            if (!other.equals(version)) {
                additional.put(other, share.doubleValue());
            }
        });
        return new AliasTarget(version, additional);
    }

    /** Reads an alias. */
    static AliasTarget of(String version, Optional<AliasRoutingConfiguration> routing) {
        return new AliasTarget(
                version,
                routing.map(AliasRoutingConfiguration::additionalVersionWeights).orElseGet(Map::of));
    }

    /** The weights. A share of zero is none. */
    Weights weights() {
        Map<String, BigDecimal> shares = new HashMap<>();
        BigDecimal left = BigDecimal.ONE;
        for (Map.Entry<String, Double> other : additional.entrySet()) {
            BigDecimal share = BigDecimal.valueOf(other.getValue());
            if (share.signum() > 0) {
                shares.put(other.getKey(), share);
                left = left.subtract(share);
            }
        }
        if (left.signum() > 0) {
            shares.put(version, left);
        }
        return new Weights(shares);
    }

    /** The others' shares for a request: empty, and not left out, where there are none, which clears old ones. */
    AliasRoutingConfiguration routing() {
        return AliasRoutingConfiguration.builder()
                .additionalVersionWeights(additional)
                .build();
    }
}
