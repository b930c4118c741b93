package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.functions.testing.OnnxModels;
import dev.slipway.functions.testing.TestContext;
import dev.slipway.functions.testing.TestPackages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The function from its environment's variables to its answers, in this process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InferenceHandlerTest {

    private static final String LIVE = "arn:aws:lambda:local:000000000000:function:sums:live";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private InferenceHandler handler;
    private Digest digest;

    @BeforeAll
    void loadTheFunction(@TempDir Path folder) {
        digest = TestPackages.store(
                new FolderModelStore(folder),
                "sums",
                OnnxModels.sumAndProduct(),
                OnnxModels.sumAndProductSignature(),
                "");
        handler = new InferenceHandler(new Wiring(
                        Map.of(
                                "SLIPWAY_MODEL", digest.toString(),
                                "SLIPWAY_STORE", folder.toString(),
                                "AWS_LAMBDA_FUNCTION_VERSION", "3"),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(log, true, StandardCharsets.UTF_8))
                .parts());
    }

    @Test
    void answersAPrediction() throws IOException {
        String answer = call(
                "POST",
                "/v2/models/sums/infer",
                "{\\\"inputs\\\":[{\\\"name\\\":\\\"a\\\",\\\"shape\\\":[2],\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[1,2.5]},"
                        + "{\\\"name\\\":\\\"b\\\",\\\"shape\\\":[2],\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[3,4]}]}");

        assertThat(answer)
                .isEqualTo("{\"statusCode\":200,\"headers\":{\"Content-Type\":\"application/json\","
                        + "\"Slipway-Version\":\"3\",\"Slipway-Digest\":\"" + digest
                        + "\",\"Slipway-Request-Id\":\"call-1\"},\"body\":\"{\\\"model_name\\\":\\\"sums\\\","
                        + "\\\"model_version\\\":\\\"3\\\",\\\"outputs\\\":[{\\\"name\\\":\\\"sum\\\",\\\"shape\\\":[2],"
                        + "\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[4.0,6.5]},{\\\"name\\\":\\\"product\\\","
                        + "\\\"shape\\\":[2],\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[3.0,10.0]}]}\","
                        + "\"isBase64Encoded\":false}");
    }

    private String call(String method, String path, String escapedBody) throws IOException {
        String event = "{\"version\":\"2.0\",\"rawPath\":\"" + path + "\",\"headers\":{},\"requestContext\":{\"http\":"
                + "{\"method\":\"" + method + "\",\"path\":\"" + path + "\"}},\"body\":\"" + escapedBody
                + "\",\"isBase64Encoded\":false}";
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                new TestContext("call-1", LIVE));
        return answer.toString(StandardCharsets.UTF_8);
    }
}
