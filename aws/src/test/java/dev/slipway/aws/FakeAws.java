package dev.slipway.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on loopback that answers what it was told, in order, as AWS would on the wire, and the last answer from then
 * on. For what no emulator does: throttling, expired credentials, lost answers.
 */
final class FakeAws implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Deque<Reply> replies;
    private final List<Request> requests = new ArrayList<>();

    /**
     * What was asked.
     *
     * @param headers by name, in lower case
     */
    record Request(String method, String path, String body, Map<String, String> headers) {}

    /** How to answer. */
    sealed interface Reply {}

    /** An answer. */
    record Says(int status, Map<String, String> headers, String body) implements Reply {}

    /** The connection ends without an answer. */
    record Drops() implements Reply {}

    /** The connection stays open and nothing comes. */
    record StaysSilent() implements Reply {}

    FakeAws(Reply... script) {
        replies = new ArrayDeque<>(List.of(script));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** An error as S3 writes it. */
    static Says s3(int status, String code, String message) {
        return new Says(
                status,
                Map.of("Content-Type", "application/xml"),
                "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
    }

    /** An error as Lambda and KMS write it. */
    static Says json(int status, String code, String message) {
        return new Says(
                status,
                Map.of("Content-Type", "application/json", "x-amzn-ErrorType", code),
                "{\"message\":\"" + message + "\"}");
    }

    /** An error as CloudFormation, STS and IAM write it. */
    static Says query(int status, String code, String message) {
        return new Says(
                status,
                Map.of("Content-Type", "text/xml"),
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error></ErrorResponse>");
    }

    /** An answer as they write it. */
    static Says xml(String body) {
        return new Says(200, Map.of("Content-Type", "text/xml"), body);
    }

    /** Settings that lead here, with one attempt and little patience. */
    AwsSettings settings() {
        return AwsSettings.in("eu-west-1")
                .emulatedAt(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .patient(Duration.ofSeconds(20), 1);
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (next(exchange, body)) {
                case Says says -> {
                    says.headers()
                            .forEach((name, value) ->
                                    exchange.getResponseHeaders().set(name, value));
                    byte[] bytes = says.body().getBytes(StandardCharsets.UTF_8);
                    boolean empty =
                            bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
                    exchange.sendResponseHeaders(says.status(), empty ? -1 : bytes.length);
                    if (!empty) {
                        exchange.getResponseBody().write(bytes);
                    }
                }
                case Drops() -> {}
                case StaysSilent() -> awaitClosing();
            }
        }
    }

    private synchronized Reply next(HttpExchange exchange, String body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        requests.add(new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), body, Map.copyOf(headers)));
        return replies.size() > 1 ? replies.remove() : replies.element();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
