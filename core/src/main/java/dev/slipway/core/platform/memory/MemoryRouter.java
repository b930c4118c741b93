package dev.slipway.core.platform.memory;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Weights in memory, over the versions of a {@link MemoryFunctionService}. Many threads may use it. */
public final class MemoryRouter implements Router {

    private final MemoryFunctionService functions;
    private final int maxArms;
    private final AtomicLong revisions = new AtomicLong();

    /**
     * A router with no weights yet.
     *
     * @param functions whose versions it knows
     * @param maxArms how many of them may share an endpoint's traffic
     */
    public MemoryRouter(MemoryFunctionService functions, int maxArms) {
        this.functions = functions;
        this.maxArms = maxArms;
    }

    @Override
    public int maxArms() {
        return maxArms;
    }

    @Override
    public Optional<Routing> routing(ModelName endpoint) {
        return functions.routes().of(endpoint);
    }

    @Override
    public Routing create(ModelName endpoint, Weights weights) {
        return set(endpoint, Optional.empty(), weights);
    }

    @Override
    public Routing shift(ModelName endpoint, String revision, Weights weights) {
        return set(endpoint, Optional.of(revision), weights);
    }

    private Routing set(ModelName endpoint, Optional<String> expected, Weights weights) {
        if (weights.shares().size() > maxArms) {
            throw new PlatformException.Refused(
                    "weights over " + weights.shares().size() + " versions of " + endpoint
                            + "; this router shares traffic between at most " + maxArms);
        }
        for (String version : weights.shares().keySet()) {
            if (functions.versions(endpoint).stream()
                    .noneMatch(known -> known.version().equals(version))) {
                throw new PlatformException.Refused("there is no version " + version + " of " + endpoint);
            }
        }
        Routing routing = new Routing(weights, Long.toString(revisions.incrementAndGet()));
        if (!functions.routes().set(endpoint, expected, routing)) {
            throw new PlatformException.Conflict("the weights of " + endpoint + " were expected "
                    + expected.map(revision -> "at revision " + revision).orElse("to be new") + ", but are "
                    + routing(endpoint)
                            .map(found -> found.weights() + " at revision " + found.revision())
                            .orElse("gone"));
        }
        return routing;
    }
}
