package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ServingTest {

    private static final long LONGEST_NANOS = 60_000_000_000L;

    @Test
    void aCallIsAnsweredCountedAndLeavesOneLine() {
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL)) {
            served.predictor.let(1);

            HttpResponse<String> answer =
                    served.ask(served.infer(ServedForTest.request())).join();

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"data\":[1.5]");
            assertThat(answer.headers().firstValue("Slipway-Request-Id")).contains("call");
            until(() -> served.get("/metrics").contains("slipway_calls_total{status=\"200\"} 1.0\n"));
            until(() -> served.printed().contains("\"status\":200}\n"));
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItSaysItsLengthOrNot() {
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL)) {
            String tooLong = " ".repeat(1025);
            var chunked = HttpRequest.newBuilder(served.infer(tooLong).uri())
                    .POST(BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(tooLong.getBytes(StandardCharsets.UTF_8))))
                    .build();

            for (var request : List.of(served.infer(tooLong), chunked)) {
                HttpResponse<String> answer = served.ask(request).join();
                assertThat(answer.statusCode()).isEqualTo(413);
                assertThat(answer.body())
                        .isEqualTo("{\"error\":\"the body has 1025 bytes or more; expected at most 1024: send fewer"
                                + " rows\"}");
            }
        }
    }

    @Test
    void aBodyWhoseChunksAreNoneIsTheClientsFault() throws IOException {
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
            socket.setSoTimeout(60_000);
            String head = "POST /v2/models/same/infer HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("the request's body cannot be read");
        }
    }

    @Test
    void aHeadRequestHasTheHeadersOfItsGetAndNoBodyThatTheNextAnswerCouldBeTakenFor() {
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL)) {
            var path = served.infer("").uri().resolve("/v2/models/same");
            HttpResponse<String> get =
                    served.ask(HttpRequest.newBuilder(path).build()).join();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> head =
                        served.ask(HttpRequest.newBuilder(path).HEAD().build()).join();
                assertThat(head.statusCode()).isEqualTo(200);
                assertThat(head.body()).isEmpty();
                assertThat(head.headers().firstValue("Content-Length"))
                        .isEqualTo(get.headers().firstValue("Content-Length"));
            }
        }
    }

    @Test
    void metricsAreFetchedAndNothingElse() {
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL)) {
            var metrics = served.infer("").uri().resolve("/metrics");
            for (var request : List.of(
                    HttpRequest.newBuilder(metrics).method("OPTIONS", BodyPublishers.noBody()),
                    HttpRequest.newBuilder(metrics).POST(BodyPublishers.ofString("{}")),
                    HttpRequest.newBuilder(metrics).DELETE())) {
                HttpResponse<String> answer = served.ask(request.build()).join();
                assertThat(answer.statusCode()).isEqualTo(405);
                assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
                assertThat(answer.body()).contains("is not allowed here; expected GET");
            }
            HttpResponse<String> head =
                    served.ask(HttpRequest.newBuilder(metrics).HEAD().build()).join();
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void aCompressedBodyIsUndoneByTheEndpointAndNotByTheServer() throws IOException {
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL)) {
            served.predictor.let(1);
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(ServedForTest.request().getBytes(StandardCharsets.UTF_8));
            }
            HttpRequest request = HttpRequest.newBuilder(served.infer("").uri())
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(compressed.toByteArray()))
                    .build();

            assertThat(served.ask(request).join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whereTooManyWaitTheNextIsToldToComeAgainAndHealthStillAnswers() {
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL)) {
            List<CompletableFuture<HttpResponse<String>>> taken = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                taken.add(served.ask(served.infer(ServedForTest.request())));
            }
            until(() -> served.get("/metrics").contains("slipway_waiting 2.0\n"));

            HttpResponse<String> refused =
                    served.ask(served.infer(ServedForTest.request())).join();

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(served.get("/v2/health/ready")).isEqualTo("{\"live\":true,\"ready\":true}");
            served.predictor.let(3);
            assertThat(taken)
                    .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        }
    }

    @Test
    void aCallThatBeganIsAnsweredWhenTheProcessEnds() {
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL)) {
            var began = served.ask(served.infer(ServedForTest.request()));
            until(() -> served.get("/metrics").contains("slipway_running 1.0\n"));
            served.readiness.end();
            assertThat(served.get("/v2/health/ready")).isEqualTo("{\"live\":true,\"ready\":false}");

            CompletableFuture<Void> ended = CompletableFuture.runAsync(served.server::close);
            served.predictor.let(1);

            assertThat(began.join().statusCode()).isEqualTo(200);
            ended.join();
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited in vain").isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }
}
