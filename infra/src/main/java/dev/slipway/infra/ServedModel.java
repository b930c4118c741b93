package dev.slipway.infra;

import dev.slipway.core.doctor.SnapStartAdvice;
import dev.slipway.core.doctor.SnapStartChoice;
import dev.slipway.core.doctor.Starts;
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
 * @param advice what {@code snapstart: auto} goes by: what was measured of this package, or what holds without a measurement
 */
public record ServedModel(
        ModelName name,
        Digest digest,
        ModelFormat format,
        ServingSpec serving,
        ReleaseSpec release,
        SnapStartAdvice advice) {

    /**
     * The model of a package.
     *
     * @param starts what {@code snapstart: auto} goes by
     */
    static ServedModel of(ModelPackage read, Starts starts) {
        return new ServedModel(
                read.spec().model().value(),
                read.digest(),
                read.serving().format(),
                read.spec().serving(),
                read.spec().release(),
                starts.of(read.digest()));
    }

    /**
     * Whether its versions start from snapshots.
     *
     * @throws dev.slipway.core.spec.ProblemsException where it asks for what cannot be had
     */
    SnapStartChoice snapStart() {
        return SnapStartChoice.of(name, format, serving.snapstart(), advice);
    }
}
