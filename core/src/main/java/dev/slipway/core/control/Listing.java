package dev.slipway.core.control;

import dev.slipway.core.model.ModelName;
import java.util.List;

/**
 * What lies where the endpoints' records are.
 *
 * @param endpoints the endpoints that had a release, sorted
 * @param strays the places of what is no endpoint's record: left there by an editor or a file browser. They are ignored
 */
public record Listing(List<ModelName> endpoints, List<String> strays) {

    /** Copies both. */
    public Listing {
        endpoints = List.copyOf(endpoints);
        strays = List.copyOf(strays);
    }
}
