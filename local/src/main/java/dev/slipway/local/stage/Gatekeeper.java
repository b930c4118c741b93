package dev.slipway.local.stage;

import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Trust;

/** Lets packages onto the stage: those that somebody who is trusted signed, where that is required. */
record Gatekeeper(ModelStore models, Trust trust) {

    /**
     * Lets a package pass.
     *
     * @throws RefusedException where a signature is missing
     */
    void check(Digest digest) {
        try {
            PackageSigning.demand(models, digest, trust);
        } catch (PlatformException.Refused e) {
            throw new RefusedException(Kind.CONFLICT, e.getMessage());
        }
    }
}
