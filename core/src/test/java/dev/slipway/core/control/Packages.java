package dev.slipway.core.control;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small packages: a doubler's weights, its golden samples, its serving manifest. */
public final class Packages {

    /** Two doubles to three, four to nine is what a broken doubler says. */
    public static final String SAMPLES = """
            {"request": {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1], "data": [2]}]}, \
            "response": {"outputs": [{"name": "y", "datatype": "FP32", "shape": [1], "data": [4]}]}, \
            "tolerance": {"absolute": 0.001}}
            {"request": {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1], "data": [21]}]}, \
            "response": {"outputs": [{"name": "y", "datatype": "FP32", "shape": [1], "data": [42]}]}}
            """;

    private Packages() {}

    /** Stores a package whose weights are {@code weights}, and answers its digest. */
    public static Digest put(ModelStore store, ModelName model, String weights, Optional<String> samples) {
        ServingManifest serving = new ServingManifest(
                model,
                ModelFormat.ONNX,
                List.of("model.onnx"),
                samples.map(text -> "samples.jsonl"),
                new Signature(
                        List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L))),
                        List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L)))),
                "metadata");
        Descriptor config = put(store, "config.json", "{}".getBytes(StandardCharsets.UTF_8));
        List<Descriptor> layers = new java.util.ArrayList<>();
        layers.add(put(store, "model.onnx", weights.getBytes(StandardCharsets.UTF_8)));
        samples.ifPresent(text -> layers.add(put(store, "samples.jsonl", text.getBytes(StandardCharsets.UTF_8))));
        layers.add(put(store, ServingManifest.PATH, serving.bytes()));
        byte[] manifest = new Manifest(config, layers).bytes();
        Digest digest = Digest.of(manifest);
        store.put(digest, manifest.length, () -> new ByteArrayInputStream(manifest));
        store.publish(digest);
        return digest;
    }

    private static Descriptor put(ModelStore store, String path, byte[] content) {
        Digest digest = Digest.of(content);
        store.put(digest, content.length, () -> new ByteArrayInputStream(content));
        return new Descriptor(
                "application/vnd.cncf.model.weight.v1.raw", digest, content.length, Map.of(Descriptor.FILEPATH, path));
    }
}
