package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    /** Written anew with {@code -Dgolden=write}; then read what was written. */
    private static final Path GOLDEN = Path.of("src/test/resources/dev/slipway/functions/v2/openapi.json");

    @Test
    void theDocumentNamesEachPathAndEachTensor() throws IOException {
        Signature signature = new Signature(
                List.of(
                        new TensorSpec("x", Datatype.FP32, List.of(-1L, 64L)),
                        new TensorSpec("words", Datatype.BYTES, List.of(-1L))),
                List.of(new TensorSpec("label", Datatype.INT64, List.of(-1L))));
        ServedModel model = new ServedModel(
                new ModelName("digits"),
                "4",
                Digest.of("golden".getBytes(StandardCharsets.UTF_8)),
                "onnx_onnxv1",
                signature);

        String document = new String(JsonText.canonical(OpenApi.document(model)), StandardCharsets.UTF_8) + "\n";

        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, document);
        }
        assertThat(document).isEqualTo(Files.readString(GOLDEN));
    }
}
