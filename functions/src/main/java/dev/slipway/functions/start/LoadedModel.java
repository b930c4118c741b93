package dev.slipway.functions.start;

import dev.slipway.core.model.ServingManifest;
import dev.slipway.functions.tensor.Predictor;
import java.util.List;

/**
 * A package that was read, verified and loaded.
 *
 * @param serving what the package says of itself
 * @param predictor the loaded weights
 * @param samples the golden samples' requests, each a V2 request's bytes; none where they were left out
 */
public record LoadedModel(ServingManifest serving, Predictor predictor, List<byte[]> samples) {

    /** Copies the list. */
    public LoadedModel {
        samples = List.copyOf(samples);
    }
}
