package dev.slipway.core.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.core.json.NotPlainException;
import dev.slipway.core.json.PlainParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a package's manifests as the packager writes them: known keys alone, sorted. Every start of a function does. What
 * is not exactly that is left to those who read JSON of any form and say what is wrong with it. It makes no {@link
 * dev.slipway.core.json.Json} on its way: that one's numbers are BigDecimals, whose class alone is dear at a start.
 */
final class PlainManifests {

    private final JsonParser in;

    private PlainManifests(byte[] bytes) {
        this.in = new PlainParser(bytes, 0, bytes.length);
    }

    /** The manifest; absent where the bytes are not as the packager writes them. */
    static Optional<Manifest> manifest(byte[] bytes) {
        return read(bytes, PlainManifests::manifest);
    }

    /** What a function must know of a package; absent where the bytes are not as the packager writes them. */
    static Optional<ServingManifest> serving(byte[] bytes) {
        return read(bytes, PlainManifests::serving);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(PlainManifests manifests) throws IOException;
    }

    private static <T> Optional<T> read(byte[] bytes, Reading<T> reading) {
        try {
            PlainManifests manifests = new PlainManifests(bytes);
            manifests.expect(JsonToken.START_OBJECT);
            T read = reading.of(manifests);
            manifests.demand(manifests.in.nextToken() == null);
            return Optional.of(read);
        } catch (NotPlainException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Manifest manifest() throws IOException {
        Optional<Descriptor> config = Optional.empty();
        List<Descriptor> layers = new ArrayList<>();
        String artifact = "";
        for (String key = key(""); key != null; key = key(key)) {
            switch (key) {
                case "artifactType" -> artifact = text();
                case "config" -> {
                    expect(JsonToken.START_OBJECT);
                    config = Optional.of(descriptor());
                }
                case "layers" -> {
                    expect(JsonToken.START_ARRAY);
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        layers.add(descriptor());
                    }
                    demand(in.currentToken() == JsonToken.END_ARRAY);
                }
                case "mediaType" -> text();
                case "schemaVersion" -> number();
                default -> demand(false);
            }
        }
        demand(artifact.equals(Manifest.ARTIFACT_TYPE) && config.isPresent());
        return new Manifest(config.orElseThrow(), layers);
    }

    /** One whose object it stands in. */
    private Descriptor descriptor() throws IOException {
        Map<String, String> annotations = new HashMap<>();
        String mediaType = "";
        String digest = "";
        long size = -1;
        for (String key = key(""); key != null; key = key(key)) {
            switch (key) {
                case "annotations" -> {
                    expect(JsonToken.START_OBJECT);
                    for (String name = key(""); name != null; name = key(name)) {
                        annotations.put(name, text());
                    }
                }
                case "digest" -> digest = text();
                case "mediaType" -> mediaType = text();
                case "size" -> size = number();
                default -> demand(false);
            }
        }
        demand(!mediaType.isEmpty());
        return new Descriptor(mediaType, Digest.parse(digest), size, annotations);
    }

    private ServingManifest serving() throws IOException {
        Map<String, String> texts = new HashMap<>();
        List<TensorSpec> inputs = new ArrayList<>();
        List<TensorSpec> outputs = new ArrayList<>();
        List<String> weights = new ArrayList<>();
        long version = -1;
        for (String key = key(""); key != null; key = key(key)) {
            switch (key) {
                case "capture", "format", "model" -> texts.put(key, text());
                case "samples" -> {
                    if (in.nextToken() != JsonToken.VALUE_NULL) {
                        demand(in.currentToken() == JsonToken.VALUE_STRING);
                        texts.put(key, in.getText());
                    }
                }
                case "inputs" -> tensors(inputs);
                case "outputs" -> tensors(outputs);
                case "weights" -> {
                    expect(JsonToken.START_ARRAY);
                    while (in.nextToken() == JsonToken.VALUE_STRING) {
                        weights.add(in.getText());
                    }
                    demand(in.currentToken() == JsonToken.END_ARRAY);
                }
                case "schema_version" -> version = number();
                default -> demand(false);
            }
        }
        demand(version == ServingManifest.SCHEMA_VERSION);
        return new ServingManifest(
                new ModelName(texts.getOrDefault("model", "")),
                given(ModelFormat.named(texts.getOrDefault("format", ""))),
                weights,
                Optional.ofNullable(texts.get("samples")),
                new Signature(inputs, outputs),
                given(Optional.ofNullable(texts.get("capture"))));
    }

    private void tensors(List<TensorSpec> tensors) throws IOException {
        expect(JsonToken.START_ARRAY);
        while (in.nextToken() == JsonToken.START_OBJECT) {
            tensors.add(tensor());
        }
        demand(in.currentToken() == JsonToken.END_ARRAY);
    }

    private TensorSpec tensor() throws IOException {
        String name = "";
        Optional<Datatype> datatype = Optional.empty();
        List<Long> shape = new ArrayList<>();
        for (String key = key(""); key != null; key = key(key)) {
            switch (key) {
                case "datatype" -> datatype = Datatype.named(text());
                case "name" -> name = text();
                case "shape" -> {
                    expect(JsonToken.START_ARRAY);
                    while (in.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                        shape.add(in.getLongValue());
                    }
                    demand(in.currentToken() == JsonToken.END_ARRAY);
                }
                default -> demand(false);
            }
        }
        return new TensorSpec(name, given(datatype), shape);
    }

    /** The next key of an object, which sorts behind the one before; null at its end. */
    private @Nullable String key(String before) throws IOException {
        String key = in.nextFieldName();
        demand(key == null ? in.currentToken() == JsonToken.END_OBJECT : before.compareTo(key) < 0);
        return key;
    }

    private String text() throws IOException {
        expect(JsonToken.VALUE_STRING);
        return in.getText();
    }

    private long number() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT);
        return in.getLongValue();
    }

    private void expect(JsonToken token) throws IOException {
        demand(in.nextToken() == token);
    }

    private static <T> T given(Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException("something is missing"));
    }

    private void demand(boolean met) {
        if (!met) {
            throw new IllegalArgumentException("not as the packager writes it");
        }
    }
}
