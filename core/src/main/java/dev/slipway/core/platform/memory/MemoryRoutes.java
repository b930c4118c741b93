package dev.slipway.core.platform.memory;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.Router.Routing;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The weights that a memory platform's functions and router share. */
final class MemoryRoutes {

    private final Map<ModelName, Routing> routes = new TreeMap<>();

    synchronized Optional<Routing> of(ModelName endpoint) {
        return Optional.ofNullable(routes.get(endpoint));
    }

    /** Sets the weights where they still are what {@code expected} says; answers whether it did. */
    synchronized boolean set(ModelName endpoint, Optional<String> expected, Routing routing) {
        if (!of(endpoint).map(Routing::revision).equals(expected)) {
            return false;
        }
        routes.put(endpoint, routing);
        return true;
    }

    synchronized boolean names(ModelName endpoint, String version) {
        return of(endpoint)
                .map(routing -> routing.weights().shares().containsKey(version))
                .orElse(false);
    }
}
