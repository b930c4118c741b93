package dev.slipway.functions.testing;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.platform.ModelStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packages put into a store by hand, with as much in them as a function reads. */
public final class TestPackages {

    /** A V2 request that {@link OnnxModels#sumAndProduct} answers, as a golden sample. */
    public static final String SUMS_SAMPLE = "{\"request\":{\"inputs\":["
            + "{\"name\":\"a\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,2.5]},"
            + "{\"name\":\"b\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[3,4]}]},\"response\":{}}\n";

    private TestPackages() {}

    /** Stores a package of one weight file and these golden samples, one JSON object a line. */
    public static Digest store(ModelStore store, String name, byte[] weights, Signature signature, String samples) {
        ServingManifest serving = new ServingManifest(
                new ModelName(name),
                ModelFormat.ONNX,
                List.of("model.onnx"),
                samples.isEmpty() ? Optional.empty() : Optional.of("samples.jsonl"),
                signature,
                "metadata");
        List<Descriptor> layers = new ArrayList<>();
        layers.add(layer(store, "model.onnx", weights));
        if (!samples.isEmpty()) {
            layers.add(layer(store, "samples.jsonl", samples.getBytes(StandardCharsets.UTF_8)));
        }
        return store(store, serving, layers);
    }

    /** Stores a package of these files of a folder: its weights and its golden samples. */
    public static Digest store(ModelStore store, ServingManifest serving, Path folder) throws IOException {
        List<String> paths = new ArrayList<>(serving.weights());
        serving.samples().ifPresent(paths::add);
        List<Descriptor> layers = new ArrayList<>();
        for (String path : paths) {
            layers.add(layer(store, path, Files.readAllBytes(folder.resolve(path))));
        }
        return store(store, serving, layers);
    }

    /** Stores a package of these layers and what it says of itself. */
    public static Digest store(ModelStore store, ServingManifest serving, List<Descriptor> files) {
        List<Descriptor> layers = new ArrayList<>(files);
        layers.add(layer(store, ServingManifest.PATH, serving.bytes()));
        Manifest manifest = new Manifest(layer(store, "config", "{}".getBytes(StandardCharsets.UTF_8)), layers);
        put(store, manifest.bytes());
        store.publish(manifest.digest());
        return manifest.digest();
    }

    /** Stores a file under its path in a package. */
    public static Descriptor layer(ModelStore store, String path, byte[] bytes) {
        return new Descriptor(
                "application/octet-stream", put(store, bytes), bytes.length, Map.of(Descriptor.FILEPATH, path));
    }

    private static Digest put(ModelStore store, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        store.put(digest, bytes.length, () -> new ByteArrayInputStream(bytes));
        return digest;
    }
}
