package dev.slipway.local.function;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The router of the local stage, as strict as a Lambda alias. New weights hold from the very next call on. */
public final class LocalRouter implements Router {

    private static final int ALIAS_ARMS = 2;

    private final Endpoints endpoints;

    /** A router over these endpoints. */
    public LocalRouter(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public int maxArms() {
        return ALIAS_ARMS;
    }

    @Override
    public Optional<Routing> routing(ModelName endpoint) {
        return endpoints.routing(endpoint);
    }

    @Override
    public Routing create(ModelName endpoint, Weights weights) {
        return endpoints.route(endpoint, before -> {
            before.routing().ifPresent(now -> {
                throw new PlatformException.Conflict(
                        endpoint + " has weights already: " + now.weights() + " (revision " + now.revision() + ")");
            });
            check(endpoint, before, weights);
            return before.route(weights);
        });
    }

    @Override
    public Routing shift(ModelName endpoint, String revision, Weights weights) {
        return endpoints.route(endpoint, before -> {
            String present = before.routing()
                    .map(Routing::revision)
                    .orElseThrow(() -> new PlatformException.Conflict(
                            endpoint + " has no weights, but revision " + revision + " was expected"));
            if (!present.equals(revision)) {
                throw new PlatformException.Conflict("the weights of " + endpoint + " have revision " + present
                        + " by now, but " + revision + " was expected");
            }
            check(endpoint, before, weights);
            return before.route(weights);
        });
    }

    private static void check(ModelName endpoint, EndpointState state, Weights weights) {
        if (weights.shares().size() > ALIAS_ARMS) {
            throw new PlatformException.Refused("the weights of " + endpoint + " name "
                    + weights.shares().size() + " versions; at most " + ALIAS_ARMS + " may share traffic");
        }
        for (String version : weights.shares().keySet()) {
            if (state.version(version).isEmpty()) {
                throw new PlatformException.Refused(
                        "there is no version " + version + " of " + endpoint + ": publish it first");
            }
        }
    }

    /**
     * Picks the version for one call, at random by weight.
     *
     * @param random must be safe for use by several threads
     * @return empty where the endpoint has no weights
     */
    public Optional<String> pick(ModelName endpoint, RandomGenerator random) {
        return endpoints.routing(endpoint).map(routing -> pick(routing.weights(), random));
    }

    private static String pick(Weights weights, RandomGenerator random) {
        Map<String, BigDecimal> shares = weights.shares();
        Iterator<Map.Entry<String, BigDecimal>> arms = shares.entrySet().iterator();
        Map.Entry<String, BigDecimal> arm = arms.next();
        if (!arms.hasNext()) {
            return arm.getKey();
        }
        double left = random.nextDouble() - arm.getValue().doubleValue();
        while (left >= 0 && arms.hasNext()) {
            arm = arms.next();
            left -= arm.getValue().doubleValue();
        }
        return arm.getKey();
    }
}
