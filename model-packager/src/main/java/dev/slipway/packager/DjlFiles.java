package dev.slipway.packager;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a model that DJL loaded. An engine of DJL's looks for one in the model's folder that is called after the
 * model, after the folder, or {@code model} (OrtModel and PtModel, {@code load}); a loaded model does not say which it was.
 *
 * @param format the format of its weights
 * @param folder the model's folder
 * @param file the one to load first
 */
record DjlFiles(ModelFormat format, Path folder, Path file) {

    private static final Map<String, ModelFormat> ENGINES = new TreeMap<>(Map.of(
            "OnnxRuntime", ModelFormat.ONNX,
            "PyTorch", ModelFormat.TORCHSCRIPT,
            "XGBoost", ModelFormat.XGBOOST,
            "LightGBM", ModelFormat.LIGHTGBM));

    /**
     * Finds them.
     *
     * @param engine DJL's name of the engine
     * @param name the model's name
     * @param path where DJL says that it lies, where it says so
     * @param chosen the file that the author names
     * @throws ProblemsException where there is no such file, or more than one may be meant
     */
    static DjlFiles find(String engine, String name, Optional<Path> path, Optional<String> chosen) throws IOException {
        String place = "the DJL model \"" + name + "\"";
        ModelFormat format = Optional.ofNullable(ENGINES.get(engine))
                .orElseThrow(() -> problem(
                        place,
                        "is of the engine " + engine,
                        "one of " + String.join(", ", ENGINES.keySet()),
                        "export it to ONNX"));
        Path at = path.orElseThrow(() -> problem(
                place,
                "lies in no folder: it was loaded from a stream, or was never saved",
                "a model that was loaded from its files",
                "load it with model.load(folder)"));
        if (Files.isRegularFile(at)) {
            return new DjlFiles(format, at.toAbsolutePath().resolve("..").normalize(), at.toAbsolutePath());
        }
        List<Path> found = chosen.map(file -> List.of(at.resolve(file))).orElse(List.of());
        if (chosen.isEmpty()) {
            found = candidates(format, at, name);
        }
        if (found.size() != 1 || !Files.isRegularFile(found.getFirst())) {
            throw problem(
                    place,
                    found.size() > 1
                            ? "may be any of " + String.join(", ", names(found)) + " in " + at
                            : "has no file " + chosen.orElse("that ends in " + String.join(" or ", format.endings()))
                                    + " in " + at,
                    "the weights, as " + engine + " reads them",
                    found.size() > 1
                            ? "name one with weights(...)"
                            : "models of DJL's own blocks are no files of a format: export them to ONNX");
        }
        Path file = found.getFirst().toAbsolutePath().normalize();
        return new DjlFiles(format, file.resolve("..").normalize(), file);
    }

    /** The first name that an engine would find; else whatever has the format's ending. */
    private static List<Path> candidates(ModelFormat format, Path folder, String name) throws IOException {
        String own = Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("model");
        Set<String> stems = new LinkedHashSet<>(List.of(name, own, "model"));
        for (String stem : stems) {
            for (String ending : format.endings()) {
                Path file = folder.resolve(stem.endsWith(ending) ? stem : stem + ending);
                if (Files.isRegularFile(file)) {
                    return List.of(file);
                }
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> format.endings().stream()
                            .anyMatch(ending -> file.toString().endsWith(ending)))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> String.valueOf(file.getFileName())).toList();
    }

    private static ProblemsException problem(String place, String found, String expected, String remedy) {
        return new ProblemsException(new Problem(place, found, expected, remedy));
    }
}
