package dev.slipway.local.function;

import dev.slipway.core.model.ModelName;
import dev.slipway.local.runtime.LineSink;

/** Says who sees the lines that a version's environments print. */
@FunctionalInterface
public interface LineSinks {

    /** The sink of one version. */
    LineSink of(ModelName endpoint, String version);
}
