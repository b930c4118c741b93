package dev.slipway.core.model;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a version is made of: the OCI image manifest of a CNCF ModelPack artifact. Holds only what follows from the
 * model folder, so that the same folder gives the same bytes, and the digest of those bytes names the version.
 *
 * <p>Sources: github.com/opencontainers/image-spec manifest.md; github.com/modelpack/model-spec docs/spec.md.
 *
 * @param config the model config
 * @param layers one layer a file, in the order of their paths
 */
public record Manifest(Descriptor config, List<Descriptor> layers) {

    /** The media type of the manifest itself. */
    public static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

    /** The artifact type that tells a model from a container image. */
    public static final String ARTIFACT_TYPE = "application/vnd.cncf.model.manifest.v1+json";

    /** Copies the layers. */
    public Manifest {
        layers = List.copyOf(layers);
    }

    /** The layer whose file has this path in the model folder, where there is one. */
    public Optional<Descriptor> layer(String path) {
        for (Descriptor layer : layers) {
            if (path.equals(layer.annotations().get(Descriptor.FILEPATH))) {
                return Optional.of(layer);
            }
        }
        return Optional.empty();
    }

    /** The manifest's bytes: canonical, so equal manifests have equal bytes. */
    public byte[] bytes() {
        return JsonText.canonical(Json.object()
                .with("schemaVersion", Json.of(2))
                .with("mediaType", Json.of(MEDIA_TYPE))
                .with("artifactType", Json.of(ARTIFACT_TYPE))
                .with("config", config.json())
                .with("layers", Json.array(layers.stream().map(Descriptor::json).toList())));
    }

    /** The digest of {@link #bytes()}: the model version's name. */
    public Digest digest() {
        return Digest.of(bytes());
    }

    /**
     * Reads a manifest.
     *
     * @throws dev.slipway.core.json.JsonException where the bytes are no manifest of a model
     * @throws IllegalArgumentException where a digest or size in it is not one
     */
    public static Manifest parse(byte[] bytes) {
        return PlainManifests.manifest(bytes).orElseGet(() -> ofAnyForm(bytes));
    }

    private static Manifest ofAnyForm(byte[] bytes) {
        JsonReader reader = JsonReader.parse("manifest", bytes);
        String artifact = reader.text("artifactType");
        if (!artifact.equals(ARTIFACT_TYPE)) {
            throw new IllegalArgumentException(
                    "manifest.artifactType: expected " + ARTIFACT_TYPE + ", found \"" + artifact + "\"");
        }
        List<Descriptor> layers = new ArrayList<>();
        for (JsonReader layer : reader.children("layers")) {
            layers.add(Descriptor.read(layer));
        }
        return new Manifest(Descriptor.read(reader.child("config")), layers);
    }
}
