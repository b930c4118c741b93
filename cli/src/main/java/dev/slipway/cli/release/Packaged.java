package dev.slipway.cli.release;

import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.doctor.SnapStartAdvice;
import dev.slipway.core.doctor.SnapStartChoice;
import dev.slipway.core.doctor.Starts;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.core.spec.ServingSpec.Snapstart;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What the author of a package wrote, be it stored or still a folder. */
final class Packaged {

    private static final int LIMIT = 4 << 20;

    private Packaged() {}

    /**
     * The package's {@code slipway.yaml}; empty where it has none. Nothing is stored.
     *
     * @throws dev.slipway.cli.CommandException where the name leads nowhere
     * @throws dev.slipway.core.spec.ProblemsException with all that is wrong with it
     */
    static Optional<ModelSpec> spec(ModelStore store, Path folder, String name) throws IOException {
        return switch (PackageNames.find(store, folder, name)) {
            case PackageReferences.Unpacked(Path path) ->
                Optional.of(Packager.read(path).spec());
            case PackageReferences.Stored(Digest digest) ->
                Manifest.parse(store.read(digest, LIMIT))
                        .layer(ModelSpec.FILE)
                        .map(layer -> ModelSpec.parse(ModelSpec.FILE, store.read(layer.digest(), LIMIT)));
        };
    }

    /**
     * How new environments of a package start on AWS, and why.
     *
     * @param starts what {@code snapstart: auto} goes by
     * @throws dev.slipway.cli.CommandException where the name leads nowhere
     * @throws dev.slipway.core.spec.ProblemsException with all that is wrong with it
     */
    static SnapStartChoice snapStart(ModelStore store, Path folder, String name, Starts starts) throws IOException {
        Snapstart asked = spec(store, folder, name)
                .map(ModelSpec::serving)
                .orElse(ServingSpec.DEFAULT)
                .snapstart();
        return switch (PackageNames.find(store, folder, name)) {
            case PackageReferences.Unpacked(Path path) -> {
                ModelPackage read = Packager.read(path);
                yield choice(read.serving(), asked, starts.of(read.digest()));
            }
            case PackageReferences.Stored(Digest digest) ->
                choice(PackageContents.serving(store, digest), asked, starts.of(digest));
        };
    }

    private static SnapStartChoice choice(ServingManifest serving, Snapstart asked, SnapStartAdvice advice) {
        return SnapStartChoice.of(serving.model(), serving.format(), asked, advice);
    }
}
