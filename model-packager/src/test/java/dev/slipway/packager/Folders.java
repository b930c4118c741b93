package dev.slipway.packager;

import dev.slipway.packager.onnx.OnnxFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Model folders for tests. */
public final class Folders {

    public static final String SAMPLE = """
        {"request": {"inputs": [{"name": "x", "shape": [1, 4], "datatype": "FP32", "data": [1, 2, 3, 4]}]},\
         "response": {"outputs": [{"name": "y", "shape": [1, 4], "datatype": "FP32", "data": [1, 2, 3, 4]}]},\
         "tolerance": {"absolute": 1e-5, "relative": 1e-4}}
        """;

    public static final String SPEC = """
        model: same
        weights: model.onnx
        samples: samples.jsonl
        baseline: baseline.csv
        licence: Apache-2.0
        """;

    private Folders() {}

    /** A folder with one of everything, around the model {@code y = x}. */
    public static Path same(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), OnnxFixtures.identity());
        Files.writeString(folder.resolve("samples.jsonl"), SAMPLE);
        Files.writeString(folder.resolve("baseline.csv"), "a,b,c,d\n1,2,3,4\n");
        Files.writeString(folder.resolve("README.md"), "# same\n");
        Files.writeString(folder.resolve("LICENSE"), "Do as you like.\n");
        return spec(folder, SPEC);
    }

    /** A copy of a folder. */
    public static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.resolve("..").normalize());
                Files.copy(file, target);
            }
        }
        return to;
    }

    /** What a folder holds, by name, sorted. */
    public static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> folder.relativize(entry).toString())
                    .sorted()
                    .toList();
        }
    }

    /** The folder with another {@code slipway.yaml}. */
    public static Path spec(Path folder, String yaml) throws IOException {
        Files.writeString(folder.resolve("slipway.yaml"), yaml);
        return folder;
    }
}
