package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.proof.Comparison;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.OutputTensor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that MLflow saved goes through the commands as it is. */
class MlflowIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatMlflowSavedIsPackagedReleasedAndMadeAFolder() throws IOException, InterruptedException {
        Path saved = Files.createDirectories(folder.resolve("tumours"));
        Path example = Slipway.repository("examples/mlflow/tumours-xgboost");
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.toList()) {
                Files.copy(file, saved.resolve(example.relativize(file)));
            }
        }
        Slipway slipway = new Slipway(folder);

        Ended packed = slipway.run("package", "tumours");
        assertThat(packed.exit()).as(packed.err()).isZero();
        assertThat(packed.err())
                .contains("left out: conda.yaml, which a function does not need")
                .contains("tried, with the example it came with and no golden samples; here: started in");

        Ended begun = slipway.run("init", "tumours", "--into", "models/tumours");
        assertThat(begun.exit()).as(begun.err()).isZero();
        assertThat(begun.err())
                .contains("samples-to-confirm.jsonl: 3 requests of the input example and what the model"
                        + " answers; confirm them before they are golden");
        List<GoldenSample> samples =
                GoldenSample.parse(Files.readAllBytes(folder.resolve("models/tumours/samples-to-confirm.jsonl")));

        try (RunningStage stage = slipway.up();
                HttpClient http = HttpClient.newHttpClient()) {
            Ended released = slipway.run("release", "tumours", "--package", "tumours");
            assertThat(released.exit()).as(released.err()).isZero();
            for (GoldenSample sample : samples) {
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(stage.infer("tumours"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(JsonText.write(sample.request())))
                                .build(),
                        BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(Comparison.compare(sample, OutputTensor.all(JsonReader.parse("answer", answer.body()))))
                        .isEmpty();
            }
        }
    }
}
