package dev.slipway.core.model;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names a blob: its kind, its digest, its size (github.com/opencontainers/image-spec descriptor.md).
 *
 * @param mediaType the kind of the content
 * @param digest the SHA-256 of the content
 * @param size its length in bytes
 * @param annotations facts about it, by key
 */
public record Descriptor(String mediaType, Digest digest, long size, Map<String, String> annotations) {

    /** The annotation that holds a layer's path in the model folder (ModelPack). */
    public static final String FILEPATH = "org.cncf.model.filepath";

    /** The annotation by which OCI tools name a file they pull. */
    public static final String TITLE = "org.opencontainers.image.title";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where the size is negative
     */
    public Descriptor {
        annotations = Map.copyOf(annotations);
        if (size < 0) {
            throw new IllegalArgumentException(digest + " declares the size " + size + "; expected 0 or more");
        }
    }

    /** The file's path in the model folder, for a layer. */
    public Optional<String> path() {
        return Optional.ofNullable(annotations.get(FILEPATH));
    }

    Json json() {
        Json.Fields fields = Json.object()
                .with("mediaType", Json.of(mediaType))
                .with("digest", Json.of(digest.toString()))
                .with("size", Json.of(size));
        if (annotations.isEmpty()) {
            return fields;
        }
        Json.Fields notes = Json.object();
        for (Map.Entry<String, String> note : new TreeMap<>(annotations).entrySet()) {
            notes = notes.with(note.getKey(), Json.of(note.getValue()));
        }
        return fields.with("annotations", notes);
    }

    static Descriptor read(JsonReader reader) {
        return new Descriptor(
                reader.text("mediaType"), Digest.parse(reader.text("digest")), reader.whole("size"), notes(reader));
    }

    static Map<String, String> notes(JsonReader reader) {
        Optional<JsonReader> child = reader.optionalChild("annotations");
        if (child.isEmpty()) {
            return Map.of();
        }
        Map<String, String> notes = new HashMap<>();
        for (String key : child.get().fields().keySet()) {
            notes.put(key, child.get().text(key));
        }
        return notes;
    }
}
