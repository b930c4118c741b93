package dev.slipway.functions.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.core.proof.HttpAnswer;
import dev.slipway.functions.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client learns of a server with two models, of which one was released and one was not yet. */
class FrontHandlerTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final ModelName WINE = new ModelName("wine");

    private final MemoryFunctionService functions =
            new MemoryFunctionService("code", version -> event -> new Invocation.Answered(new byte[0]));
    private final MemoryRouter router = new MemoryRouter(functions, 2);

    @BeforeEach
    void releaseOneModel() {
        functions.publish(DIGITS, Digest.of(new byte[] {1}));
        functions.publish(DIGITS, Digest.of(new byte[] {2}));
        router.create(DIGITS, new Weights(Map.of("1", new BigDecimal("0.9"), "2", new BigDecimal("0.1"))));
    }

    @Test
    void theServerSaysWhatItIs() throws IOException {
        assertThat(ask("GET", "/v2", ""))
                .isEqualTo("200 {\"name\":\"slipway\",\"version\":\"1.2.3\","
                        + "\"extensions\":[\"binary_tensor_data\",\"model_configuration\",\"model_repository\"]}");
        assertThat(ask("GET", "/v2/", "")).startsWith("200 ");
    }

    @Test
    void itIsReadyWhenEveryVersionWithTrafficIs() throws IOException {
        assertThat(ask("GET", "/v2/health/ready", "")).isEqualTo("200 {\"live\":true,\"ready\":true}");

        functions.set(DIGITS, "2", new State.Inactive());

        assertThat(ask("GET", "/v2/health/ready", "")).isEqualTo("503 {\"live\":true,\"ready\":false}");
        assertThat(ask("GET", "/v2/health/live", "")).startsWith("200 ");
    }

    @Test
    void theIndexNamesTheVersionsThatHaveTraffic() throws IOException {
        functions.set(DIGITS, "2", new State.Failed("out of luck"));

        assertThat(ask("POST", "/v2/repository/index", ""))
                .isEqualTo(
                        "200 [{\"name\":\"digits\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"},"
                                + "{\"name\":\"digits\",\"version\":\"2\",\"state\":\"UNAVAILABLE\",\"reason\":\"out of luck\"}]");
        assertThat(ask("POST", "/v2/repository/index", "{\"ready\":true}"))
                .contains("\"version\":\"1\"")
                .doesNotContain("\"version\":\"2\"");
        assertThat(ask("POST", "/v2/repository/index", "{")).startsWith("400 ");
    }

    @Test
    void whatIsNotThereIsSaidInTheProtocolsForm() throws IOException {
        assertThat(ask("GET", "/v2/models/nobody", ""))
                .startsWith("404 {\"error\":\"no such path: /v2/models/nobody; models answer at");
        assertThat(ask("DELETE", "/v2", ""))
                .isEqualTo("405 {\"error\":\"method DELETE is not for this path; expected GET\"}");
    }

    @Test
    void aRestApiIsAnsweredAsAnHttpApiIs() throws IOException {
        assertThat(answer(rest("GET", "/v2/health/ready").with("body", new Json.Null())))
                .isEqualTo("200 {\"live\":true,\"ready\":true}");
        // With binaryMediaTypes */* every body comes in base64.
        assertThat(answer(rest("POST", "/v2/repository/index")
                        .with("body", Json.of("eyJyZWFkeSI6dHJ1ZX0="))
                        .with("isBase64Encoded", Json.of(true))))
                .startsWith("200 [{\"name\":\"digits\"");
        assertThat(answer(rest("GET", "/nowhere").with("body", new Json.Null())))
                .startsWith("404 {\"error\":\"no such path");
    }

    private static Json.Fields rest(String method, String path) {
        return Json.object()
                .with("resource", Json.of("/{proxy+}"))
                .with("httpMethod", Json.of(method))
                .with("path", Json.of(path))
                .with("isBase64Encoded", Json.of(false))
                .with("requestContext", Json.object().with("stage", Json.of("prod")));
    }

    private String ask(String method, String path, String body) throws IOException {
        return answer(Json.object()
                .with("version", Json.of("2.0"))
                .with("rawPath", Json.of(path))
                .with("body", Json.of(body))
                .with("isBase64Encoded", Json.of(false))
                .with("requestContext", Json.object().with("http", Json.object().with("method", Json.of(method)))));
    }

    private String answer(Json event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FrontHandler(
                        new Models(List.of(DIGITS, WINE), router, functions),
                        "1.2.3",
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .handleRequest(
                        new ByteArrayInputStream(JsonText.canonical(event)), out, new TestContext("call-1", "arn"));
        HttpAnswer answer = HttpAnswer.parse(out.toByteArray());
        assertThat(answer.header("Slipway-Request-Id")).contains("call-1");
        return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }
}
