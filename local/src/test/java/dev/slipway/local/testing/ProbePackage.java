package dev.slipway.local.testing;

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
import dev.slipway.core.spec.ModelSpec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packages for {@link ProbeHandler}, which reads none of what is in them but their digest. */
public final class ProbePackage {

    /** The model of all of them. */
    public static final ModelName MODEL = new ModelName("probe");

    /** Verify, then all traffic at once. */
    public static final String AT_ONCE = "{plan: all-at-once}";

    private ProbePackage() {}

    /**
     * Stores a package.
     *
     * @param weights what makes it another package
     * @param serving the serving block of its {@code slipway.yaml}
     * @param release the release block
     */
    public static Digest put(ModelStore store, String weights, String serving, String release) {
        String yaml = """
                model: probe
                format: onnx
                weights: model.onnx
                serving: %s
                release: %s
                """.formatted(serving, release);
        TensorSpec x = new TensorSpec("x", Datatype.FP32, List.of(-1L));
        TensorSpec y = new TensorSpec("y", Datatype.FP32, List.of(-1L));
        ServingManifest manifest = new ServingManifest(
                MODEL,
                ModelFormat.ONNX,
                List.of("model.onnx"),
                Optional.empty(),
                new Signature(List.of(x), List.of(y)),
                "metadata");
        byte[] bytes = new Manifest(
                        blob(store, "config.json", "{}".getBytes(StandardCharsets.UTF_8)),
                        List.of(
                                blob(store, "model.onnx", weights.getBytes(StandardCharsets.UTF_8)),
                                blob(store, ModelSpec.FILE, yaml.getBytes(StandardCharsets.UTF_8)),
                                blob(store, ServingManifest.PATH, manifest.bytes())))
                .bytes();
        Digest digest = Digest.of(bytes);
        store.put(digest, bytes.length, () -> new ByteArrayInputStream(bytes));
        store.publish(digest);
        return digest;
    }

    private static Descriptor blob(ModelStore store, String path, byte[] content) {
        Digest digest = Digest.of(content);
        store.put(digest, content.length, () -> new ByteArrayInputStream(content));
        return new Descriptor(
                "application/vnd.cncf.model.weight.v1.raw", digest, content.length, Map.of(Descriptor.FILEPATH, path));
    }
}
