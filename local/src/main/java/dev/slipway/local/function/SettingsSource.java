package dev.slipway.local.function;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.runtime.FunctionSettings;

/** Knows what a package asks to run with. */
public interface SettingsSource {

    /**
     * What this package's function is given to run with.
     *
     * @throws PlatformException.Refused where there is no such package, or this machine cannot serve it
     */
    FunctionSettings settings(Digest digest);

    /**
     * The format of this package's weights.
     *
     * @throws PlatformException.Refused where there is no such package, or it cannot be read
     */
    ModelFormat format(Digest digest);
}
