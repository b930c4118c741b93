package dev.slipway.packager;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.format.FormatException;
import java.nio.charset.StandardCharsets;

/** What to tell someone whose file is no model of its format: often it is plainly something else. */
final class NoSuchModel {

    /** How many of the file's first bytes tell. */
    static final int ENOUGH = 64;

    private NoSuchModel() {}

    static Problem problem(ModelFormat format, String place, String file, byte[] first, FormatException cause) {
        String start = new String(first, StandardCharsets.ISO_8859_1);
        if (start.startsWith("version https://git-lfs")) {
            return told(place, file, "is a Git LFS pointer, not the file itself", "fetch it with: git lfs pull");
        }
        if (start.startsWith("PK\u0003\u0004") && format != ModelFormat.TORCHSCRIPT) {
            return told(
                    place,
                    file,
                    "is a ZIP archive (PyTorch saves such files)",
                    "export the model to ONNX; if it is TorchScript, write format: torchscript");
        }
        if (start.startsWith("\u0080") && first.length > 1 && first[1] <= 5) {
            return told(
                    place,
                    file,
                    "is a Python pickle, which runs code when it is loaded and is never accepted",
                    "export the model to ONNX, for scikit-learn with skl2onnx");
        }
        if (start.startsWith("\u0089HDF\r\n")) {
            return told(
                    place,
                    file,
                    "is HDF5 (Keras saves such files), whose Lambda layers run code when they are loaded; it is never accepted",
                    "export the model to ONNX with tf2onnx, or model.export(..., format=\"onnx\") in Keras 3");
        }
        if (start.startsWith("ccopy_reg\n")
                || start.startsWith("(dp")
                || start.startsWith("(lp")
                || isCompressed(first)) {
            return told(
                    place,
                    file,
                    "looks like a Python pickle of an old or compressed kind (joblib writes such files), which runs code when"
                            + " it is loaded and is never accepted",
                    "export the model to ONNX, for scikit-learn with skl2onnx");
        }
        return told(place, file, "is no " + title(format) + " model: " + cause.getMessage(), "");
    }

    /** Whether it begins as zlib, gzip, bzip2 or xz do: no format of ours is compressed. */
    private static boolean isCompressed(byte[] first) {
        if (first.length < 2) {
            return false;
        }
        int start = ((first[0] & 0xFF) << 8) | (first[1] & 0xFF);
        return (first[0] == 0x78 && start % 31 == 0) || start == 0x1F8B || start == 0x425A || start == 0xFD37;
    }

    private static String title(ModelFormat format) {
        return switch (format) {
            case ONNX -> "ONNX";
            case TEXT_ONNX -> "text-onnx";
            case TORCHSCRIPT -> "TorchScript";
            case LIGHTGBM -> "LightGBM";
            case XGBOOST -> "XGBoost";
        };
    }

    private static Problem told(String place, String file, String found, String remedy) {
        return new Problem(place, "the file \"" + file + "\" " + found, "", remedy);
    }
}
