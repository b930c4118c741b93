package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault it is that an answer has no form in JSON. */
class BeyondJsonTest {

    private static final Signature SIGNATURE = new Signature(
            List.of(new TensorSpec("x", Datatype.FP32, List.of(2L))),
            List.of(new TensorSpec("y", Datatype.FP32, List.of(2L))));

    /** Answers the reciprocals of what it gets. */
    private static final class Reciprocal implements Predictor {
        @Override
        public Signature signature() {
            return SIGNATURE;
        }

        @Override
        public List<Tensor> predict(List<Tensor> inputs, List<String> outputs) {
            Tensor.Fixed input = (Tensor.Fixed) inputs.getFirst();
            ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            data.putFloat(0, 1 / input.data().getFloat(0))
                    .putFloat(4, 1 / input.data().getFloat(4));
            return List.of(new Tensor.Fixed("y", Datatype.FP32, Shape.of(2), data));
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            1 | 2         | false | 200 | -
            1 | NaN       | false | 400 | input "x" has NaN at [1], and so has the answer: output "y" has NaN at [1], and JSON has no form for it; ask for the output as binary tensor data (parameters.binary_data)
            1 | NaN       | true  | 200 | -
            1 | Infinity  | false | 200 | -
            1 | 0         | false | 500 | the model failed: output "y" has Infinity at [1], and JSON has no form for it; ask for the output as binary tensor data (parameters.binary_data)
            1 | 0         | true  | 200 | -
            """)
    void aNaNThatAClientSentIsItsOwnAndOneMadeOfNumbersIsTheModels(
            float first, float second, boolean binary, int status, String error) {
        HttpAnswer answer = ask(first, second, binary);
        assertThat(answer.status()).isEqualTo(status);
        if (error != null) {
            String text =
                    StandardCharsets.UTF_8.decode(answer.body().duplicate()).toString();
            assertThat(text).isEqualTo("{\"error\":\"" + error.replace("\"", "\\\"") + "\"}");
        }
    }

    private static HttpAnswer ask(float first, float second, boolean binary) {
        String json = "{\"parameters\":{\"binary_data_output\":" + binary + "},\"inputs\":[{\"name\":\"x\","
                + "\"shape\":[2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}}]}";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(first)
                .putFloat(second)
                .array());
        ModelEndpoint endpoint = new ModelEndpoint(
                new ServedModel(new ModelName("reciprocal"), "1", Digest.of(new byte[0]), "onnx", SIGNATURE),
                new Reciprocal(),
                TensorMemory.collected(),
                Map::of,
                "1");
        return endpoint.answer(new HttpCall(
                "call",
                "POST",
                "/v2/models/reciprocal/infer",
                name -> name.equals("inference-header-content-length")
                        ? Optional.of(Integer.toString(json.length()))
                        : Optional.empty(),
                ByteBuffer.wrap(body.toByteArray())));
    }
}
