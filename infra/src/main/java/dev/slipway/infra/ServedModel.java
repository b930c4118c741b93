package dev.slipway.infra;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.packager.ModelPackage;

/**
 * A model that a stage shall serve.
 *
 * @param name its name, and its endpoint's
 * @param digest the package that its folder gives
 * @param format the format of its weights: it chooses the bundle
 * @param serving how its function is sized
 * @param release how it is released
 */
public record ServedModel(ModelName name, Digest digest, ModelFormat format, ServingSpec serving, ReleaseSpec release) {

    /** The model of a package. */
    static ServedModel of(ModelPackage read) {
        return new ServedModel(
                read.spec().model().value(),
                read.digest(),
                read.serving().format(),
                read.spec().serving(),
                read.spec().release());
    }
}
