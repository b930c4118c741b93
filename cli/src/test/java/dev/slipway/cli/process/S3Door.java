package dev.slipway.cli.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.cli.remote.S3MockProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * S3Mock behind a door on loopback that sees each request and lets them through one
 * after another: so conditional writes decide races, as S3's do and S3Mock's alone do not.
 */
final class S3Door implements AutoCloseable {

    static final String BUCKET = "models";

    /** Lets all through. */
    static final Watch OPEN = (number, request, pass) -> pass.through();

    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private final S3MockProcess mock;
    private final HttpClient client;
    private final HttpServer door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Watch watch = OPEN;

    /**
     * What was asked.
     *
     * @param size of its body, in bytes
     */
    record Request(String method, String path, int size, String text) {

        /** Whether it stores an object, or a part of one. */
        boolean stores() {
            return method.equals("PUT") && size > 0;
        }
    }

    /** Stands at the door. */
    interface Watch {
        /**
         * Sees a request.
         *
         * @param number counted from 1, since this watch began
         * @param pass what can be done about it; where nothing is, it never gets there
         */
        void sees(int number, Request request, Pass pass);
    }

    /** What can be done about a request. */
    final class Pass {

        private final HttpExchange exchange;
        private final byte[] body;

        Pass(HttpExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = body;
        }

        /** S3 gets it, and whoever asked gets the answer. */
        void through() {
            answer(exchange, forward(exchange, body));
        }

        /** S3 gets it, and its answer is lost. */
        void lost() {
            forward(exchange, body);
        }
    }

    /** Starts both; the objects are kept in {@code folder}. */
    S3Door(Path folder) throws IOException {
        mock = S3MockProcess.start(jar(), folder, BUCKET);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(S3MockProcess.anybody())
                .executor(threads)
                .build();
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.setExecutor(threads);
        door.createContext("/", this::handle);
        door.start();
    }

    /** Where the command finds it. */
    String endpoint() {
        return "http://127.0.0.1:" + door.getAddress().getPort();
    }

    /** Forgets the requests so far and lets another watch stand there. */
    void watch(Watch next) {
        requests.clear();
        watch = next;
    }

    /** The requests since this watch began. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    body.length,
                    new String(body, StandardCharsets.ISO_8859_1));
            int number;
            synchronized (requests) {
                requests.add(request);
                number = requests.size();
            }
            watch.sees(number, request, new Pass(exchange, body));
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = to(exchange.getRequestURI().toString())
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return send(request.build());
    }

    /** A request to S3Mock itself, past the watch. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + mock.port() + path));
    }

    /** Asks S3Mock, one after another. */
    HttpResponse<byte[]> send(HttpRequest request) {
        oneAtATime.lock();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            oneAtATime.unlock();
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        answer.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NOT_FORWARDED.contains(lower) || (lower.equals("content-length") && head)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        try {
            int length = answer.body().length;
            exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
            if (length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // whoever asked is gone
        }
    }

    /** aws gets it for its own tests. */
    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Slipway.repository("aws/target/s3mock"))) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        door.stop(0);
        mock.close();
        client.close();
        threads.close();
    }
}
