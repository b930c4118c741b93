package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.Slipway.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code slipway package} finds out by running a model with the engine that will serve it. */
class PackageIT {

    @TempDir
    private Path folder = Path.of("");

    private Path model = Path.of("");

    @BeforeEach
    void aCopyOfTheExample() throws IOException {
        model = Files.createDirectories(folder.resolve("digits"));
        Path example = Slipway.repository("examples/digits/v1");
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(example.relativize(file)));
            }
        }
    }

    private Ended refused() {
        Slipway slipway = new Slipway(folder);
        Ended ended = slipway.run("package", "digits");
        assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(folder.resolve(".slipway/store/index.json"))
                .as("nothing is published")
                .satisfiesAnyOf(
                        index -> assertThat(index).doesNotExist(),
                        index -> assertThat(index).content().contains("\"manifests\":[]"));
        return ended;
    }

    @Test
    void aGoodModelIsTriedAndMeasured() {
        Ended ended = new Slipway(folder).run("package", "digits");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err())
                .containsPattern("tried, 20 of 20 golden samples answered as expected; here: started in \\d+ ms,"
                        + " one call [\\d.]+ ms \\(95 %: [\\d.]+ ms\\), memory \\d+ MB");
    }

    @Test
    void anotherModelUnderTheSameNameIsCaughtByItsSamples() throws IOException {
        Files.copy(
                Slipway.repository("examples/digits/worse/model.onnx"),
                model.resolve("model.onnx"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(refused().err())
                .containsPattern("samples.jsonl:1: output \"probabilities\" at index \\[0, 0\\]: the model answers"
                        + " 0\\.\\d+; expected 0\\.9936");
    }

    @Test
    void permutedLabelsAreCaughtWithExpectedAndFoundAtEachLine() throws IOException {
        Path samples = model.resolve("samples.jsonl");
        List<String> permuted = Files.readAllLines(samples).stream()
                .map(line -> {
                    int at = line.indexOf("\"datatype\":\"INT64\",\"data\":[") + 27;
                    int label = line.charAt(at) - '0';
                    return line.substring(0, at) + (label + 1) % 10 + line.substring(at + 1);
                })
                .toList();
        Files.write(samples, permuted);

        assertThat(refused().err())
                .contains("samples.jsonl:1: output \"label\" at index [0]: the model answers 0; expected 1\n")
                .contains("samples.jsonl: 20 answers of 20 samples are otherwise than expected");
    }

    @Test
    void aModelThatTheEngineCannotLoadIsNotPackagedUnlessItIsNotTried() throws IOException {
        byte[] bytes = Files.readAllBytes(model.resolve("model.onnx"));
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        Files.write(
                model.resolve("model.onnx"),
                text.replace("LinearClassifier", "LinearClassifies")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertThat(refused().err())
                .contains("model.onnx: the model cannot be served: ", "LinearClassifies", "--no-trial");

        Ended untried = new Slipway(folder).run("package", "digits", "--no-trial");
        assertThat(untried.exit()).as(untried.err()).isZero();
        assertThat(untried.err()).contains("not tried");
    }
}
