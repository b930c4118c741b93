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
        return told(place, file, "is no " + title(format) + " model: " + cause.getMessage(), "");
    }

    private static String title(ModelFormat format) {
        return switch (format) {
            case ONNX -> "ONNX";
            case TEXT_ONNX -> "text-onnx";
            case TORCHSCRIPT -> "TorchScript";
        };
    }

    private static Problem told(String place, String file, String found, String remedy) {
        return new Problem(place, "the file \"" + file + "\" " + found, "", remedy);
    }
}
