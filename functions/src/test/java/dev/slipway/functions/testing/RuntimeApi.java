package dev.slipway.functions.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's side of the Runtime API on loopback (AWS Lambda, "Using the Lambda runtime API"), the paths of snapshots
 * among them.
 */
public final class RuntimeApi implements AutoCloseable {

    private static final String BASE = "/2018-06-01/runtime/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final BlockingQueue<Call> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<String>> open = new ConcurrentHashMap<>();
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> initError = new CompletableFuture<>();
    private final AtomicInteger calls = new AtomicInteger();

    private record Call(String id, String event, String arn) {}

    /** Listens on a free port. */
    public RuntimeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(BASE + "invocation/", this::invocation);
        server.createContext(BASE + "restore/next", exchange -> {
            happened.add("restore/next");
            answer(exchange, 200, "");
        });
        server.createContext(BASE + "init/error", exchange -> {
            initError.complete(body(exchange));
            answer(exchange, 202, "");
        });
        server.start();
    }

    /** What AWS_LAMBDA_RUNTIME_API must be. */
    public String address() {
        return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }

    /** Hands over an event; completes with the answer, or exceptionally with what the function threw. */
    public CompletableFuture<String> invoke(String event, String arn) {
        String id = "call-" + calls.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        open.put(id, answer);
        waiting.add(new Call(id, event, arn));
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The init error that the function reports. */
    public CompletableFuture<String> initError() {
        return initError.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The calls of the API in their order: {@code restore/next} and {@code next}. */
    public List<String> happened() {
        return List.copyOf(happened);
    }

    private void invocation(HttpExchange exchange) throws IOException {
        String rest = exchange.getRequestURI().getPath().substring((BASE + "invocation/").length());
        if (rest.equals("next")) {
            next(exchange);
            return;
        }
        String body = body(exchange);
        CompletableFuture<String> answer = open.remove(rest.substring(0, rest.indexOf('/')));
        if (answer != null && rest.endsWith("/response")) {
            answer.complete(body);
        } else if (answer != null) {
            answer.completeExceptionally(new IllegalStateException(body));
        }
        answer(exchange, 202, "");
    }

    private void next(HttpExchange exchange) throws IOException {
        happened.add("next");
        try {
            Call call = waiting.take();
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", call.id());
            exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", call.arn());
            exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", "4102444800000");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer(exchange, 200, call.event());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
