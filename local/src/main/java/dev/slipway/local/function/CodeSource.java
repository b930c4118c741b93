package dev.slipway.local.function;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.platform.PlatformException;

/** Knows the code that a new version runs: each family of engines has a bundle of its own. */
@FunctionalInterface
public interface CodeSource {

    /**
     * The installed code that serves this format on this machine.
     *
     * @throws PlatformException.Refused where none is installed
     */
    InstalledCode code(ModelFormat format);
}
