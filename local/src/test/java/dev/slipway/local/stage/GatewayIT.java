package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.local.testing.Wire.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of models get: answers with their version, and errors in the protocol's form. */
class GatewayIT {

    @TempDir
    static Path folder;

    private static ProbeStage stage;
    private static Digest digest;

    @BeforeAll
    static void start() {
        stage = ProbeStage.start(ProbeStage.options(folder));
        digest = stage.serve("one", ProbeStage.SERVING);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static String text(Reply reply) {
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        return JsonReader.parse("error", reply.body()).text("error");
    }

    @Test
    void everyAnswerOfAModelNamesVersionDigestAndRequest() {
        for (Reply reply : List.of(
                stage.infer("{}"),
                stage.infer("do-fail"),
                stage.infer("do-throw"),
                stage.infer("x".repeat(7_000_000)),
                stage.get("/v2/models/probe"),
                stage.get("/v2/models/probe/versions/1/ready"),
                stage.send("HEAD", "/v2/models/probe", ""),
                stage.send("DELETE", "/v2/models/probe", ""))) {
            assertThat(reply.header("Slipway-Version")).as(reply.text()).isEqualTo("1");
            assertThat(reply.header("Slipway-Digest")).isEqualTo(digest.toString());
            assertThat(reply.header("Slipway-Request-Id")).hasSize(36);
        }
    }

    @Test
    void aFunctionThatThrowsIsABadGatewayAndSaysSo() {
        Reply reply = stage.infer("do-throw");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(text(reply))
                .contains("version 1 of probe did not answer: the function failed, and its log says why")
                .doesNotContain("asked to throw", "Exception");
    }

    @Test
    void aFunctionsOwnErrorGoesThrough() {
        assertThat(stage.infer("do-fail").status()).isEqualTo(500);
    }

    @Test
    void sixMegabytesGoOut() {
        Reply reply = stage.infer("do-size=6000000;");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).hasSize(6_000_000);
    }

    @Test
    void anAnswerOverSixMegabytesIsABadGateway() {
        Reply reply = stage.infer("do-large");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(text(reply)).contains("Function.ResponseSizeTooLarge", "6291556 bytes");
    }

    @Test
    void sixMegabytesOfTextComeIn() {
        Reply reply = stage.infer("x".repeat(6_000_000));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(JsonReader.parse("answer", reply.body()).whole("bytes")).isGreaterThan(6_000_000);
    }

    @Test
    void fourMegabytesOfBinaryComeInAndFiveAreTooLargeOnceInBase64() {
        String octets = "\nContent-Type: application/octet-stream";
        assertThat(stage.post(ProbeStage.INFER, octets, "x".repeat(4_500_000)).text())
                .contains("\"base64\":true");
        Reply reply = stage.post(ProbeStage.INFER, octets, "x".repeat(5_000_000));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(text(reply)).contains("6291556 bytes");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndTheConnectionGoesOn() {
        Reply reply = stage.infer("x".repeat(7_000_000));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(text(reply)).contains("at most 6291556 bytes");
    }

    @Test
    void onlyStableAndCandidateMayBePinned() {
        assertThat(stage.post("/v2/models/probe/versions/1/infer", "", "{}").status())
                .isEqualTo(200);
        Reply reply = stage.post("/v2/models/probe/versions/2/infer", "", "{}");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(text(reply)).contains("version 2 of probe is neither stable nor candidate", "served: 1");
    }

    @Test
    void aPinnedCallIsInvokedByItsVersionAndAnotherByTheAlias() {
        assertThat(stage.post("/v2/models/probe/versions/1/infer", "", "{}").text())
                .contains("function:probe:1");
        assertThat(stage.infer("{}").text()).contains("function:probe:live");
    }

    @Test
    void anUnknownModelIsNotFoundAndTheKnownOnesAreNamed() {
        Reply reply = stage.post("/v2/models/prob/infer", "", "{}");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(text(reply)).isEqualTo("unknown model \"prob\"; known: probe");
        assertThat(reply.header("Slipway-Request-Id")).hasSize(36);
    }

    @Test
    void pathsThatLeadNowhereAreNotFound() {
        for (String path : List.of(
                "/",
                "/v1",
                "/v2x",
                "/v2/model",
                "/v2/models",
                "/v2/models/",
                "/v2/health/x",
                "/v2/models/PROBE/infer",
                "/v2/models/../models/probe",
                "/v2/models/%70robe/infer",
                "/favicon.ico")) {
            Reply reply = stage.get(path);
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(text(reply)).as(path).isNotBlank();
        }
    }

    @Test
    void theServerAnswersForItself() {
        assertThat(stage.get("/v2").text()).contains("\"name\":\"slipway\"", "binary_tensor_data", "1.2.3");
        assertThat(stage.get("/v2/").status()).isEqualTo(200);
        assertThat(stage.get("/v2/health/live").text()).isEqualTo("{\"live\":true,\"ready\":true}");
        assertThat(stage.get("/v2/health/ready").status()).isEqualTo(200);
        assertThat(stage.post("/v2/repository/index", "", "").text()).contains("\"name\":\"probe\"", "READY");
        assertThat(stage.post("/v2/repository/index", "", "[]").status()).isEqualTo(400);
    }

    @Test
    void aMethodThatAPathDoesNotHaveIsRefusedAndTheRightOneNamed() {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW", "TRACE")) {
            Reply reply = stage.send(method, "/v2/health/live", "");
            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.header("Allow")).as(method).isEqualTo("GET, HEAD");
            assertThat(text(reply)).as(method).contains(method, "GET");
        }
        assertThat(stage.get("/v2/repository/index").header("Allow")).isEqualTo("POST");
    }

    @Test
    void noPageOfAnotherOriginIsInvited() {
        Reply reply = stage.send(
                "OPTIONS", ProbeStage.INFER, "\nOrigin: http://evil.example\nAccess-Control-Request-Method: POST");
        assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }
}
