package dev.slipway.core.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The formats of weights that a function can load. */
public enum ModelFormat {
    /** {@code .onnx}, as ONNX Runtime loads it. */
    ONNX("onnx", "onnx_onnxv1", "onnx"),
    /** XGBoost's own JSON or UBJSON. */
    XGBOOST("xgboost", "xgboost_booster", "xgboost"),
    /** LightGBM's own text. */
    LIGHTGBM("lightgbm", "lightgbm_text", "lightgbm"),
    TEXT_ONNX("text-onnx", "onnx_text", "text-onnx"),
    TORCHSCRIPT("torchscript", "pytorch_torchscript", "torchscript");

    private final String key;
    private final String platform;
    private final String family;

    ModelFormat(String key, String platform, String family) {
        this.key = key;
        this.platform = platform;
        this.family = family;
    }

    /** The word in {@code slipway.yaml}. */
    public String key() {
        return key;
    }

    /** The word in V2 model metadata, {@code <project>_<format>}. */
    public String platform() {
        return platform;
    }

    /** The engines' family whose function bundle loads it: {@code onnx}, {@code xgboost}, ... */
    public String family() {
        return family;
    }

    /** Whether its engine is too large for a zip, so that functions for it are container images. */
    public boolean needsImage() {
        return switch (this) {
            case TORCHSCRIPT -> true;
            case ONNX, TEXT_ONNX, XGBOOST, LIGHTGBM -> false;
        };
    }

    /** How the names of files of this format end; empty where no name tells it. */
    public List<String> endings() {
        return switch (this) {
            case ONNX -> List.of(".onnx");
            case TEXT_ONNX -> List.of();
            case TORCHSCRIPT -> List.of(".pt", ".torchscript");
            case XGBOOST -> List.of(".ubj", ".json");
            case LIGHTGBM -> List.of(".txt", ".lgb");
        };
    }

    /** The format that a file's name tells, where it tells one. */
    public static Optional<ModelFormat> ofFile(String name) {
        return Arrays.stream(values())
                .filter(format -> format.endings().stream().anyMatch(name::endsWith))
                .findFirst();
    }

    /** The format of this word, where there is one. */
    public static Optional<ModelFormat> named(String key) {
        for (ModelFormat format : values()) {
            if (format.key.equals(key)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
