package dev.slipway.packager;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.format.FileSource;
import dev.slipway.packager.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What to tell someone whose file is no model of its format: often it is plainly something else. */
final class NoSuchModel {

    /** How many of the file's bytes tell, at its start. */
    private static final int FIRST = 64;

    /** And at its end, where a ZIP archive lists what it holds. */
    private static final int LAST = 1 << 16;

    private static final String TO_ONNX = "export the model to ONNX";
    private static final String RUNS_CODE = ", which runs code when it is loaded and is never accepted";

    private static final Foreign PICKLE =
            new Foreign("is a Python pickle" + RUNS_CODE, TO_ONNX + ", for scikit-learn with skl2onnx");
    private static final Foreign OLD_PICKLE = new Foreign(
            "looks like a Python pickle of an old or compressed kind (joblib writes such files)" + RUNS_CODE,
            TO_ONNX + ", for scikit-learn with skl2onnx");
    private static final String KERAS_WAY = TO_ONNX + " with tf2onnx, or model.export(..., format=\"onnx\") in Keras 3";

    private NoSuchModel() {}

    /** What a file is instead, and the way out. */
    private record Foreign(String found, String remedy) {}

    static Problem problem(ModelFormat format, String place, FileSource files, String file, FormatException cause)
            throws IOException {
        String start = start(files, file);
        Optional<Foreign> foreign = isZip(start) ? archive(format, end(files, file)) : plain(start);
        String found =
                foreign.map(Foreign::found).orElseGet(() -> "is no " + title(format) + " model: " + cause.getMessage());
        return new Problem(
                place,
                "the file \"" + file + "\" " + found,
                "",
                foreign.map(Foreign::remedy).orElse(""));
    }

    private static Optional<Foreign> plain(String start) {
        if (start.startsWith("version https://git-lfs")) {
            return foreign("is a Git LFS pointer, not the file itself", "fetch it with: git lfs pull");
        }
        if (start.startsWith("\u0080") && start.length() > 1 && start.charAt(1) <= 5) {
            return Optional.of(PICKLE);
        }
        if (start.startsWith("\u0089HDF\r\n")) {
            return foreign(
                    "is HDF5 (Keras saves such files), whose Lambda layers run code when they are loaded; it is never"
                            + " accepted",
                    KERAS_WAY);
        }
        if (start.startsWith("ccopy_reg\n")
                || start.startsWith("(dp")
                || start.startsWith("(lp")
                || isCompressed(start)) {
            return Optional.of(OLD_PICKLE);
        }
        if (start.startsWith("CBM1")) {
            return foreign("is a model of CatBoost", "save it with save_model(..., format=\"onnx\")");
        }
        if (start.startsWith("TFL3", 4)) {
            return foreign("is a model of TensorFlow Lite", TO_ONNX + " with tf2onnx --tflite");
        }
        if (start.startsWith("binf")) {
            return foreign(
                    "is XGBoost's old binary format, which it has given up",
                    "load it with the XGBoost that wrote it and save it as .ubj");
        }
        boolean safetensors = start.startsWith("\0\0\0\0{", 4); // the length of a header in JSON, in 8 bytes
        if (start.startsWith("GGUF") || safetensors) {
            return foreign(
                    "holds weights without what computes with them (" + (safetensors ? "safetensors" : "GGUF") + ")",
                    TO_ONNX + ", graph and weights together");
        }
        return Optional.empty();
    }

    /** A ZIP archive is known by the names in it. */
    private static Optional<Foreign> archive(ModelFormat format, String names) {
        boolean torch = names.contains("/data.pkl");
        if (format == ModelFormat.TORCHSCRIPT && torch) {
            return Optional.empty(); // its reader tells more
        }
        if (torch && names.contains("/constants.pkl")) {
            return foreign("is a TorchScript archive", "write format: torchscript");
        }
        if (torch) {
            return foreign(
                    "is what torch.save writes, a ZIP archive around a Python pickle" + RUNS_CODE,
                    TO_ONNX + " with torch.onnx.export, or save it with torch.jit.script(model.eval()).save(file)");
        }
        if (names.contains("config.json") && names.contains("metadata.json")) {
            return foreign(
                    "is a Keras archive, whose Lambda layers and registered classes run code when they are loaded; it is"
                            + " never accepted",
                    KERAS_WAY);
        }
        if (names.contains("schema.json")) {
            return foreign(
                    "is a skops archive of Python objects, whose making runs code; it is never accepted",
                    TO_ONNX + " with skl2onnx");
        }
        return foreign("is a ZIP archive, and none of a kind that is known here", "name the model's own file");
    }

    private static String start(FileSource files, String file) throws IOException {
        try (InputStream in = files.open(file)) {
            return new String(in.readNBytes(FIRST), StandardCharsets.ISO_8859_1);
        }
    }

    private static String end(FileSource files, String file) throws IOException {
        try (InputStream in = files.open(file)) {
            in.skipNBytes(Math.max(0, files.size(file) - LAST));
            return new String(in.readNBytes(LAST), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isZip(String start) {
        return start.startsWith("PK\u0003\u0004");
    }

    /** Whether it begins as zlib, gzip, bzip2, xz, LZMA, zstd or LZ4 do: no format of ours is compressed. */
    private static boolean isCompressed(String start) {
        if (start.length() < 2) {
            return false;
        }
        int two = (start.charAt(0) << 8) | start.charAt(1);
        return (start.charAt(0) == 0x78 && two % 31 == 0)
                || List.of(0x1F8B, 0x425A, 0xFD37).contains(two)
                || start.startsWith("]\0\0")
                || start.startsWith("(\u00b5/\u00fd")
                || start.startsWith("\u0004\"M\u0018");
    }

    private static Optional<Foreign> foreign(String found, String remedy) {
        return Optional.of(new Foreign(found, remedy));
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
}
