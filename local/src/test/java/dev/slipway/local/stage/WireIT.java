package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.local.testing.Wire;
import dev.slipway.local.testing.Wire.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP as it comes from good clients, bad ones and broken ones. */
class WireIT {

    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static ProbeStage stage;

    @BeforeAll
    static void start() {
        stage = ProbeStage.start(ProbeStage.options(folder));
        // Room for what large bodies leave in a heap until it is collected; the probe does not watch it.
        stage.serve("one", ProbeStage.SERVING.replace("256", "1024"));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static String post(String headers) {
        return "POST " + ProbeStage.INFER + " HTTP/1.1\nHost: " + stage.host() + headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertStillServes() {
        assertThat(stage.infer("{}").status()).isEqualTo(200);
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).isBetween(400, 499);
        assertThat(JsonReader.parse("error", reply.body()).text("error")).isNotBlank();
    }

    @Test
    void aConnectionCarriesManyRequests() {
        try (Wire wire = Wire.to(stage.url())) {
            for (int i = 0; i < 50; i++) {
                assertThat(wire.send(post(""), BODY).reply().status()).isEqualTo(200);
                assertThat(wire.head("GET /v2/health/live HTTP/1.1\nHost: x")
                                .reply()
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() {
        try (Wire wire = Wire.to(stage.url())) {
            wire.send(post(""), BODY)
                    .head("GET /v2/health/live HTTP/1.1\nHost: x")
                    .send(post(""), BODY);
            assertThat(wire.reply().text()).contains("hooks");
            assertThat(wire.reply().text()).contains("live");
            assertThat(wire.reply().text()).contains("hooks");
        }
    }

    @Test
    void aConnectionThatShallCloseCloses() {
        try (Wire wire = Wire.to(stage.url())) {
            Reply reply = wire.send(post("\nConnection: close"), BODY).reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void aBodyInChunksIsABody() {
        try (Wire wire = Wire.to(stage.url())) {
            wire.head(post("\nTransfer-Encoding: chunked\nContent-Type: application/json"))
                    .raw(bytes("3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n"));
            Reply reply = wire.reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).contains("\"base64\":false");
            assertThat(wire.send(post(""), BODY).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyInChunksOverTheLimitIsRefused() {
        byte[] chunk = bytes("100000\r\n" + "x".repeat(0x100000) + "\r\n");
        try (Wire wire = Wire.to(stage.url())) {
            wire.head(post("\nTransfer-Encoding: chunked"));
            for (int i = 0; i < 7; i++) {
                wire.raw(chunk);
            }
            wire.raw(bytes("0\r\n\r\n"));
            assertThat(wire.reply().status()).isEqualTo(413);
        }
    }

    @Test
    void whoAsksFirstIsToldToGoOn() {
        try (Wire wire = Wire.to(stage.url())) {
            wire.head(post("\nExpect: 100-continue\nContent-Length: " + BODY.length));
            assertThat(wire.reply().status()).isEqualTo(100);
            assertThat(wire.raw(BODY).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void whoAsksFirstWithTooMuchIsToldBeforeSendingIt() {
        try (Wire wire = Wire.to(stage.url())) {
            Reply reply = wire.head(post("\nExpect: 100-continue\nContent-Length: 9000000"))
                    .reply();
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.header("Slipway-Version")).isEqualTo("1");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void manyLargeRequestsAtOnceAreAllAnswered() throws Exception {
        byte[] large = bytes("x".repeat(4_000_000));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies = IntStream.range(0, 60)
                    .mapToObj(_ -> clients.submit(() -> Wire.ask(stage.url(), post(""), large)))
                    .toList();
            for (Future<Reply> reply : replies) {
                // on a machine with much else to do some are given up, but each gets its answer
                assertThat(reply.get().status()).isIn(200, 503, 504);
            }
        }
        assertStillServes();
        assertThat(stage.warnings()).isEmpty();
    }

    @Test
    void aCompressedBodyReachesTheFunctionAsItCame() {
        for (String encoding : List.of("gzip", "deflate", "identity", "gzip, deflate", "nonsense")) {
            try (Wire wire = Wire.to(stage.url())) {
                Reply reply =
                        wire.send(post("\nContent-Encoding: " + encoding), BODY).reply();
                assertThat(reply.status()).as(encoding).isEqualTo(200);
                assertThat(reply.text()).as(encoding).contains("\"base64\":true");
                assertThat(wire.send(post(""), BODY).reply().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void theStagesOwnDoorTakesNoCompressedBody() {
        String token = "\nAuthorization: Bearer " + stage.file().token();
        Reply reply = stage.post("/stage/api/releases", token + "\nContent-Encoding: gzip", "{}");
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.text()).contains("expected none");
    }

    @Test
    void aHeadRequestHasTheHeadersOfItsGetAndNoBody() {
        try (Wire wire = Wire.to(stage.url())) {
            Reply get = wire.head("GET /v2/health/live HTTP/1.1\nHost: x").reply();
            Reply head = wire.head("HEAD /v2/health/live HTTP/1.1\nHost: x").reply(false);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            assertThat(wire.head("HEAD /v2/models/probe HTTP/1.1\nHost: x")
                            .reply(false)
                            .header("Slipway-Version"))
                    .isEqualTo("1");
            assertThat(wire.head("HEAD /nowhere HTTP/1.1\nHost: x").reply(false).status())
                    .isEqualTo(404);
            assertThat(wire.send(post(""), BODY).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void aVeryLongPathAndVeryLongHeadersAreRefused() {
        assertRefused(stage.get("/v2/models/" + "x".repeat(3000)));
        assertRefused(stage.get("/v2/" + "x".repeat(100_000)));
        assertRefused(stage.send("GET", "/v2/health/live", "\nX-Long: " + "x".repeat(100_000)));
        assertRefused(stage.send("GET", "/v2/health/live", "\nX-Many: x".repeat(20_000)));
        assertStillServes();
    }

    @Test
    void whatIsNoHttpIsRefused() {
        for (String rubbish : List.of(
                "\0\0\0\0\r\n\r\n",
                "rubbish\r\n\r\n",
                "GET\r\n\r\n",
                "GET /v2\r\n\r\n",
                "GET /v2 HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /v2 HTTP/1.1\r\nHost x\r\n\r\n",
                "GET /v2 HTTP/1.1\r\n\r\n",
                "GET /v2 HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /v2 HTTP/1.1\r\nHost: x\r\nX-Nul: \0\r\n\r\n",
                "GET /v2/\0 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v2/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v2/\u00c3( HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v2/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v2/health/live?%zz HTTP/1.1 x\r\nHost: x\r\n\r\n")) {
            try (Wire wire = Wire.to(stage.url())) {
                Reply reply = wire.raw(bytes(rubbish)).finish().reply();
                assertThat(reply.status()).as(rubbish).isBetween(400, 505);
                assertThat(reply.text()).as(rubbish).startsWith("{\"error\":");
            }
        }
        assertStillServes();
    }

    @Test
    void aBodyWhoseLengthIsInDoubtIsRefusedAndNothingAfterItIsRead() {
        String hidden = "GET /v2/hidden HTTP/1.1\r\nHost: x\r\n\r\n";
        for (String framing : List.of(
                "\nContent-Length: 4\nContent-Length: 5",
                "\nContent-Length: 4, 5",
                "\nContent-Length: -1",
                "\nContent-Length: +4",
                "\nContent-Length: 0x4",
                "\nContent-Length: four",
                "\nContent-Length: 99999999999999999999",
                "\nContent-Length: 4\nTransfer-Encoding: chunked",
                "\nTransfer-Encoding: chunked\nContent-Length: 4",
                "\nTransfer-Encoding: gzip, chunked",
                "\nTransfer-Encoding: identity",
                "\nTransfer-Encoding: xchunked",
                "\nTransfer-Encoding: chunked\nTransfer-Encoding: identity",
                "\nTransfer-Encoding : chunked")) {
            try (Wire wire = Wire.to(stage.url())) {
                Reply reply = wire.head(post(framing))
                        .raw(bytes("0\r\n\r\n" + hidden))
                        .finish()
                        .reply();
                assertThat(reply.status()).as(framing).isBetween(400, 501);
                assertThat(wire.isClosed()).as(framing).isTrue();
            }
        }
        assertStillServes();
    }

    @Test
    void chunksThatAreNoneAreRefused() {
        for (String chunks : List.of("zz\r\n", "-1\r\nx\r\n", "fffffffffffffffff\r\nx", "3\r\nabcdef\r\n0\r\n\r\n")) {
            try (Wire wire = Wire.to(stage.url())) {
                Reply reply = wire.head(post("\nTransfer-Encoding: chunked"))
                        .raw(bytes(chunks))
                        .finish()
                        .reply();
                assertThat(reply.status()).as(chunks).isEqualTo(400);
                assertThat(wire.isClosed()).as(chunks).isTrue();
            }
        }
        assertStillServes();
    }

    @Test
    void aClientThatGoesMidwayHurtsNobody() {
        for (int i = 0; i < 20; i++) {
            Wire.to(stage.url()).raw(bytes("POST /v2/mod")).close();
            Wire.to(stage.url()).head(post("\nContent-Length: 1000")).raw(BODY).close();
            Wire.to(stage.url()).send(post(""), BODY).close();
            Wire.to(stage.url()).send(post(""), bytes("do-size=5000000;")).close();
        }
        assertStillServes();
        assertThat(stage.warnings()).isEmpty();
    }

    @Test
    void manyConnectionsThatSayNothingHoldUpNobody() {
        List<Wire> silent = IntStream.range(0, 300)
                .mapToObj(_ -> Wire.to(stage.url()).raw(bytes("POST /v2/models/probe/infer HTTP/1.1\r\nX-")))
                .toList();
        assertStillServes();
        silent.forEach(Wire::close);
    }
}
