package dev.slipway.cli.release;

import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.spec.ModelSpec;
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
}
