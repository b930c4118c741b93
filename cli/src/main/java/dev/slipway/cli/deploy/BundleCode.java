package dev.slipway.cli.deploy;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ServingSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The code that the CDK would deploy for a package, as Lambda names it: the SHA-256 of the zip in Base64. */
final class BundleCode {

    private BundleCode() {}

    /**
     * Of an installation's bundle; empty in a clone, where the CDK's app may have to build it first, and where functions
     * are container images.
     */
    static Optional<String> of(Surroundings in, ModelStore store, Digest digest) {
        if (in.repository().isPresent() || in.installation().isEmpty()) {
            return Optional.empty();
        }
        try {
            ServingManifest serving = PackageContents.serving(store, digest);
            ServingSpec.Architecture architecture = PackageContents.manifest(store, digest)
                    .layer(ModelSpec.FILE)
                    .map(layer -> ModelSpec.parse(
                            ModelSpec.FILE, store.read(layer.digest(), PackageContents.LARGEST_MANIFEST)))
                    .map(ModelSpec::serving)
                    .orElse(ServingSpec.DEFAULT)
                    .architecture();
            return named(in.installation()
                    .get()
                    .resolve("infra")
                    .resolve("slipway-" + serving.format().family() + "-linux-"
                            + architecture.name().toLowerCase(Locale.ROOT) + ".zip"));
        } catch (PlatformException.Missing e) {
            return Optional.empty();
        }
    }

    private static Optional<String> named(Path zip) {
        if (!Files.isRegularFile(zip)) {
            return Optional.empty();
        }
        MessageDigest algorithm = Digest.algorithm();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(zip), algorithm)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + zip, e);
        }
        return Optional.of(Base64.getEncoder().encodeToString(algorithm.digest()));
    }
}
