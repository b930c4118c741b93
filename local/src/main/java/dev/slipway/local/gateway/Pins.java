package dev.slipway.local.gateway;

import dev.slipway.core.model.ModelName;
import java.util.Set;

/** Says which versions clients may name in a path: stable and candidate. */
@FunctionalInterface
public interface Pins {

    /** The versions of an endpoint that may be pinned now. */
    Set<String> allowed(ModelName endpoint);
}
