package dev.slipway.core.model;

import java.util.Arrays;
import java.util.Optional;

/** The formats of weights that a function can load. */
public enum ModelFormat {
    ONNX("onnx", "onnx_onnxv1");

    private final String key;
    private final String platform;

    ModelFormat(String key, String platform) {
        this.key = key;
        this.platform = platform;
    }

    /** The word in {@code slipway.yaml}. */
    public String key() {
        return key;
    }

    /** The word in V2 model metadata, {@code <project>_<format>}. */
    public String platform() {
        return platform;
    }

    /** The format of this word, where there is one. */
    public static Optional<ModelFormat> named(String key) {
        return Arrays.stream(values()).filter(format -> format.key.equals(key)).findFirst();
    }
}
