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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is not ours, with several inputs and datatypes, from its file to its answers. */
class OwnModelIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anOnnxFileIsServedWithTheAnswersOfPythonsOnnxRuntime() throws IOException, InterruptedException {
        Slipway slipway = new Slipway(folder);
        Ended begun = slipway.run(
                "init", Slipway.repository("examples/wine/wine.onnx").toString(), "--name", "wine");
        assertThat(begun.exit()).as(begun.err()).isZero();
        assertThat(begun.out()).isEqualTo("wine\n");
        assertThat(GoldenSample.parse(Files.readAllBytes(folder.resolve("wine/samples-to-confirm.jsonl"))))
                .as("what the model answers to made-up requests")
                .hasSize(3);
        Ended packed = slipway.run("package", "wine");
        assertThat(packed.exit()).as(packed.err()).isZero();
        assertThat(packed.out()).matches("sha256:[0-9a-f]{64}\n");

        try (RunningStage stage = slipway.up();
                HttpClient http = HttpClient.newHttpClient()) {
            Ended released =
                    slipway.run("release", "wine", "--package", packed.out().strip());
            assertThat(released.exit()).as(released.err()).isZero();

            List<GoldenSample> expected =
                    GoldenSample.parse(Files.readAllBytes(Slipway.repository("examples/wine/expected.jsonl")));
            assertThat(expected).hasSize(50);
            for (GoldenSample sample : expected) {
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(stage.infer("wine"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(JsonText.write(sample.request())))
                                .build(),
                        BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(Comparison.compare(sample, OutputTensor.all(JsonReader.parse("answer", answer.body()))))
                        .as("line " + sample.line())
                        .isEmpty();
            }
        }
    }
}
