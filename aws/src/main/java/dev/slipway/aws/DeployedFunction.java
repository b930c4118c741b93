package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import java.util.Optional;
import java.util.Set;

/**
 * What an endpoint's function is now, which its next version will be.
 *
 * @param digest the package that it serves; empty where it is no function of ours
 * @param versions the published versions that behave as it does: the same code and the same settings
 */
public record DeployedFunction(Optional<Digest> digest, Set<String> versions) {

    /** Copies the versions. */
    public DeployedFunction {
        versions = Set.copyOf(versions);
    }
}
