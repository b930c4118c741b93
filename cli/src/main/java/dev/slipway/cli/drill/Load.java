package dev.slipway.cli.drill;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that call an endpoint at a steady rate until they are closed, and remember who answered when. */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 8;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * An answer.
     *
     * @param sent when it was asked for, on the clock of {@link System#nanoTime}
     * @param came when it was there
     * @param version who gave it; empty where nobody did
     * @param failed whether it was a 5xx, or none at all
     */
    record Answer(long sent, long came, String version, boolean failed) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicLong next = new AtomicLong();
    private final URI target;
    private final List<String> bodies;
    private final double perSecond;
    private final long start = System.nanoTime();
    private volatile boolean closed;

    Load(URI target, List<Json.Fields> requests, double perSecond) {
        this.target = target;
        this.bodies = requests.stream().map(JsonText::write).toList();
        this.perSecond = perSecond;
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::client);
        }
    }

    private void client() {
        while (!closed) {
            long number = next.getAndIncrement();
            LockSupport.parkNanos(start + (long) (number * SECOND / perSecond) - System.nanoTime());
            answers.add(call(bodies.get((int) (number % bodies.size()))));
        }
    }

    private Answer call(String body) {
        long sent = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
            String version = response.headers().firstValue("Slipway-Version").orElse("");
            return new Answer(sent, System.nanoTime(), version, response.statusCode() >= 500);
        } catch (IOException _) {
            return new Answer(sent, System.nanoTime(), "", true);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer(sent, System.nanoTime(), "", false);
        }
    }

    /** All answers until now. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** How many answers this version gave since a moment. */
    long count(String version, long since) {
        return answers.stream()
                .filter(answer -> answer.sent() >= since && answer.version().equals(version))
                .count();
    }

    @Override
    public void close() {
        closed = true;
        clients.close();
        http.close();
    }
}
