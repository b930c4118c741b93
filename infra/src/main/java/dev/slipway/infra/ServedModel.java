package dev.slipway.infra;

import dev.slipway.core.doctor.SnapStartAdvice;
import dev.slipway.core.doctor.SnapStartChoice;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.beside.Examinations;
import java.util.Optional;

/**
 * A model that a stage shall serve.
 *
 * @param name its name, and its endpoint's
 * @param digest the package that its folder gives
 * @param format the format of its weights: it chooses the bundle
 * @param serving how its function is sized
 * @param release how it is released
 * @param advice what {@code snapstart: auto} goes by: the newest measurement that somebody kept, or what holds without one
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
     * @param store where measurements may lie beside it, where there is one
     */
    static ServedModel of(ModelPackage read, Optional<ModelStore> store) {
        return new ServedModel(
                read.spec().model().value(),
                read.digest(),
                read.serving().format(),
                read.spec().serving(),
                read.spec().release(),
                store.map(kept -> advice(kept, read.digest())).orElse(SnapStartAdvice.UNMEASURED));
    }

    /** What measurements beside the package say. */
    static SnapStartAdvice advice(ModelStore store, Digest digest) {
        return Examinations.of(store, digest).stream()
                .flatMap(found -> SnapStartAdvice.of(found).stream())
                .findFirst()
                .orElse(SnapStartAdvice.UNMEASURED);
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
