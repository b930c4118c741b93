package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The memory that bodies and answers share. */
class RoomTest {

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aBodyThatFindsNoRoomInTimeIsToldToComeAgain() {
        try (ServedForTest served = new ServedForTest(ServedForTest.roomForOne(Duration.ZERO))) {
            var first = served.ask(served.infer(ServedForTest.large()));
            untilOneRuns(served);

            HttpResponse<String> refused =
                    served.ask(served.infer(ServedForTest.large())).join();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.body()).contains("too many large bodies at once");
            served.predictor.let(1);
            assertThat(first.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatFindsNoRoomWaitsForItAndSmallOnesPassBy() throws Exception {
        try (ServedForTest served = new ServedForTest(ServedForTest.roomForOne(LONG))) {
            var first = served.ask(served.infer(ServedForTest.large()));
            untilOneRuns(served);
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(served.ask(served.infer(ServedForTest.large())));
            }

            var small = served.ask(served.infer(ServedForTest.request()));
            until(() -> served.get("/metrics").contains("slipway_waiting 1.0\n"));

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            served.predictor.let(7);
            assertThat(first.join().statusCode()).isEqualTo(200);
            assertThat(small.join().statusCode()).isEqualTo(200);
            assertThat(waiting)
                    .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        }
    }

    @Test
    void anAnswerHoldsRoomUntilItIsTaken() throws Exception {
        int numbers = 4 << 20;
        Limits limits = new Limits(3 * numbers, 3L * numbers, 2, 8, Duration.ZERO, 100, LONG);
        try (ServedForTest served = new ServedForTest(limits)) {
            served.predictor.let(4);
            String large = ServedForTest.request(numbers);
            try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
                slow.setSoTimeout(60_000);
                slow.getOutputStream()
                        .write(("POST /v2/models/same/infer HTTP/1.1\r\nHost: x\r\nContent-Length: " + large.length()
                                        + "\r\n\r\n" + large)
                                .getBytes(StandardCharsets.US_ASCII));
                InputStream in = slow.getInputStream();
                assertThat(in.read()).isEqualTo('H');

                assertThat(served.ask(served.infer(large)).join().statusCode()).isEqualTo(503);
            }
            until(() -> served.ask(served.infer(large)).join().statusCode() == 200);
        }
    }

    @Test
    void bodiesThatNeverComeHoldNothingThatOthersNeed() throws IOException {
        try (ServedForTest served = new ServedForTest(ServedForTest.roomForOne(LONG));
                Halves _ = new Halves(served.server.port(), 25)) {
            served.predictor.let(1);

            byte[] large = ServedForTest.large().getBytes(StandardCharsets.UTF_8);
            HttpRequest chunked = HttpRequest.newBuilder(served.infer("").uri())
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                    .build();
            assertThat(served.ask(chunked).join().statusCode()).isEqualTo(200);
        }
    }

    /** Clients that began to send a body and never go on. */
    private static final class Halves implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        Halves(int port, int count) throws IOException {
            String half = "POST /v2/models/same/infer HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab";
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void untilOneRuns(ServedForTest served) {
        until(() -> served.get("/metrics").contains("slipway_running 1.0\n"));
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited in vain").isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }
}
