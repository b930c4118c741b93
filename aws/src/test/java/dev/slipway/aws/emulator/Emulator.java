package dev.slipway.aws.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * An emulator that runs.
 *
 * @param address where it listens
 * @param kind which one it is
 */
record Emulator(URI address, EmulatorKind kind) {

    private static final String ENDPOINT = "emulator.endpoint";
    private static final String REQUIRED = "emulator.required";

    /** The emulator that was given; empty where none was, or the one that was given does not answer. */
    static Optional<Emulator> find() {
        String given = System.getProperty(ENDPOINT);
        if (given == null) {
            return Optional.empty();
        }
        URI address = URI.create(given);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (EmulatorKind kind : EmulatorKind.values()) {
                if (answers(client, address.resolve(kind.health()))) {
                    return Optional.of(new Emulator(address, kind));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether its absence is a failure. */
    static boolean required() {
        return Boolean.getBoolean(REQUIRED);
    }

    /** Why there is none. */
    static String absence() {
        String given = System.getProperty(ENDPOINT);
        return given == null
                ? "no emulator was given: start one (aws/emulators/localstack) and name it in -D" + ENDPOINT
                : "no emulator that is known here answers at " + given;
    }

    /** A name that nobody used yet in this emulator, which keeps its state between runs. */
    static String freshName(String beginning) {
        return beginning + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static boolean answers(HttpClient client, URI health) {
        try {
            return client.send(
                                    HttpRequest.newBuilder(health)
                                            .timeout(Duration.ofSeconds(10))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
