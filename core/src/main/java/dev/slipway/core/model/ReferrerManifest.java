package dev.slipway.core.model;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something said of a package that does not follow from its folder: a signature, an SBOM, where it was made, how fast
 * it was. An OCI image manifest with a {@code subject}, so it lies beside the package and changes nothing of it.
 *
 * <p>Source: github.com/opencontainers/image-spec manifest.md, "Guidelines for Artifact Usage".
 *
 * @param artifactType the kind of what is said, such as {@code application/vnd.dsse.envelope.v1+json}
 * @param subject the manifest it speaks of: its media type, digest and size
 * @param layers what is said: one blob or more
 * @param annotations facts about it, by key
 */
public record ReferrerManifest(
        String artifactType, Descriptor subject, List<Descriptor> layers, Map<String, String> annotations) {

    /** The content of the config that OCI prescribes where an artifact needs none. */
    public static final String EMPTY = "{}";

    private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";

    /**
     * Checks and copies the parts.
     *
     * @throws IllegalArgumentException where there is no layer: OCI wants one at least
     */
    public ReferrerManifest {
        layers = List.copyOf(layers);
        annotations = Map.copyOf(annotations);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a referrer without a layer; expected one at least");
        }
    }

    /** Names the empty config, which a store must hold too. */
    public static Descriptor config() {
        byte[] empty = EMPTY.getBytes(StandardCharsets.UTF_8);
        return new Descriptor(EMPTY_TYPE, Digest.of(empty), empty.length, Map.of());
    }

    /** The manifest's bytes: canonical, so equal ones have equal bytes. */
    public byte[] bytes() {
        Json.Fields fields = Json.object()
                .with("schemaVersion", Json.of(2))
                .with("mediaType", Json.of(Manifest.MEDIA_TYPE))
                .with("artifactType", Json.of(artifactType))
                .with("config", config().json())
                .with("layers", Json.array(layers.stream().map(Descriptor::json).toList()))
                .with("subject", subject.json());
        return JsonText.canonical(annotations.isEmpty() ? fields : fields.with("annotations", notes()));
    }

    private Json notes() {
        Json.Fields notes = Json.object();
        for (Map.Entry<String, String> note : new TreeMap<>(annotations).entrySet()) {
            notes = notes.with(note.getKey(), Json.of(note.getValue()));
        }
        return notes;
    }

    /** The digest of {@link #bytes()}. */
    public Digest digest() {
        return Digest.of(bytes());
    }

    /**
     * Reads a referrer's manifest, by whatever tool it was written.
     *
     * @throws dev.slipway.core.json.JsonException where the bytes are no manifest with a subject
     * @throws IllegalArgumentException where a digest or size in it is not one, or there is no layer
     */
    public static ReferrerManifest parse(byte[] bytes) {
        JsonReader reader = JsonReader.parse("manifest", bytes);
        return new ReferrerManifest(
                reader.optionalText("artifactType")
                        .orElseGet(() -> reader.child("config").text("mediaType")),
                Descriptor.read(reader.child("subject")),
                reader.children("layers").stream().map(Descriptor::read).toList(),
                Descriptor.notes(reader));
    }
}
