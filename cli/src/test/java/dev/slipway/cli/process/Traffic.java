package dev.slipway.cli.process;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Clients that send real digits, at a steady rate, until they are closed. */
final class Traffic implements AutoCloseable {

    private static final int CLIENTS = 8;
    private static final long NANOS = 1_000_000_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger answered = new AtomicInteger();
    private final long start = System.nanoTime();
    private final long rate;
    private volatile List<String> images;
    private volatile URI target;
    private volatile boolean closed;

    /**
     * One call as a client saw it.
     *
     * @param sent when
     * @param status the status code; 0 where there was no answer at all
     * @param version what answered; empty where nothing said so
     * @param body the answer
     * @param request what was asked
     */
    record Call(Instant sent, int status, String version, String body, String request) {}

    private Traffic(URI target, long rate) throws IOException {
        this.target = target;
        this.rate = rate;
        this.images = Files.readAllLines(Slipway.repository("examples/digits/images.jsonl")).stream()
                .map(Traffic::request)
                .toList();
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::client);
        }
    }

    /** Sends so many calls a second. */
    static Traffic to(URI target, long rate) throws IOException {
        return new Traffic(target, rate);
    }

    /** Sends them elsewhere from now on. */
    void redirect(URI elsewhere) {
        target = elsewhere;
    }

    /** Asks only these requests from now on. */
    void ask(List<String> requests) {
        images = List.copyOf(requests);
    }

    /** The requests of which the latest call was like this. */
    List<String> requests(Predicate<Call> like) {
        Map<String, Call> latest = new LinkedHashMap<>();
        calls().forEach(call -> latest.put(call.request(), call));
        return latest.values().stream().filter(like).map(Call::request).toList();
    }

    /** The latest call. */
    Call last() {
        return calls().getLast();
    }

    /** How many calls ended until now. */
    int answered() {
        return answered.get();
    }

    /** Forgets the calls that ended until now; they stay counted. */
    void forget() {
        calls.clear();
    }

    private static String request(String line) {
        JsonReader image = JsonReader.parse("image", line.getBytes(StandardCharsets.UTF_8));
        Json pixels = Json.array(image.items("x"));
        return JsonText.write(Json.object()
                .with(
                        "inputs",
                        Json.array(List.of(Json.object()
                                .with("name", Json.of("x"))
                                .with("shape", Json.array(List.of(Json.of(1), Json.of(64))))
                                .with("datatype", Json.of("FP32"))
                                .with("data", pixels)))));
    }

    private void client() {
        while (!closed) {
            long number = next.getAndIncrement();
            LockSupport.parkNanos(start + number * NANOS / rate - System.nanoTime());
            List<String> present = images;
            calls.add(call(present.get((int) (number % present.size()))));
            answered.incrementAndGet();
        }
    }

    private Call call(String body) {
        Instant sent = Instant.now();
        HttpRequest request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Call(
                    sent,
                    response.statusCode(),
                    response.headers().firstValue("Slipway-Version").orElse(""),
                    response.body(),
                    body);
        } catch (IOException e) {
            return new Call(sent, 0, "", String.valueOf(e), body);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All calls that were answered until now, by when they were sent. */
    List<Call> calls() {
        return calls.stream().sorted(Comparator.comparing(Call::sent)).toList();
    }

    /** Waits until so many more calls were answered. */
    void awaitMore(int count) {
        int wanted = answered() + count;
        Await.until(count + " more calls are answered", () -> answered() >= wanted);
    }

    @Override
    public void close() {
        closed = true;
        clients.close();
        http.close();
    }
}
