package dev.slipway.functions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.proof.Comparison;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.OutputTensor;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.v2.HttpAnswer;
import dev.slipway.functions.v2.HttpCall;
import dev.slipway.functions.v2.ModelEndpoint;
import dev.slipway.functions.v2.ServedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example models answer as Python's ONNX Runtime answered when they were trained. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../examples");

    @ParameterizedTest
    @CsvSource({
        "digits/v1/model.onnx, digits/v1/samples.jsonl",
        "digits/v2/model.onnx, digits/v2/samples.jsonl",
        "digits/worse/model.onnx, digits/worse/samples.jsonl",
        "digits/slow/model.onnx, digits/slow/samples.jsonl",
        "digits/faulty/model.onnx, digits/faulty/samples.jsonl",
        "wine/wine.onnx, wine/expected.jsonl"
    })
    void answersAreEqualToPythons(String model, String expected) throws IOException {
        byte[] weights = Files.readAllBytes(EXAMPLES.resolve(model));
        OnnxEngine engine = OnnxEngine.start(new EngineSettings(Optional.empty(), 1));
        List<GoldenSample> samples = GoldenSample.parse(Files.readAllBytes(EXAMPLES.resolve(expected)));
        assertThat(samples).hasSizeGreaterThanOrEqualTo(20);
        try (Predictor predictor = engine.load(
                ByteBuffer.allocateDirect(weights.length).put(weights).flip())) {
            ModelEndpoint endpoint = new ModelEndpoint(
                    new ServedModel(
                            new ModelName("example"),
                            "1",
                            Digest.of(weights),
                            ModelFormat.ONNX.platform(),
                            predictor.signature()),
                    predictor,
                    TensorMemory.collected(),
                    Map::of,
                    "test");
            for (GoldenSample sample : samples) {
                HttpAnswer answer = endpoint.answer(new HttpCall(
                        "test",
                        "POST",
                        "/v2/models/example/infer",
                        _ -> Optional.empty(),
                        ByteBuffer.wrap(JsonText.canonical(sample.request()))));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(Comparison.compare(sample, OutputTensor.all(JsonReader.parse("answer", bytes(answer)))))
                        .isEmpty();
            }
        }
    }

    private static byte[] bytes(HttpAnswer answer) {
        byte[] bytes = new byte[answer.body().remaining()];
        answer.body().get(bytes);
        return bytes;
    }
}
