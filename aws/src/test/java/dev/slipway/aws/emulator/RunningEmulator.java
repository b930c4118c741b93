package dev.slipway.aws.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Asks an emulator that runs which one it is. */
final class RunningEmulator {

    private RunningEmulator() {}

    /**
     * The emulator that answers there.
     *
     * @throws ExtensionConfigurationException where none of those in the table does
     */
    static Emulator at(URI endpoint) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (EmulatorKind kind : EmulatorKind.values()) {
                Optional<String> health = ask(client, endpoint.resolve(kind.health()));
                if (health.isPresent()) {
                    return new Emulator(endpoint, checked(kind, endpoint, health.get()));
                }
            }
        }
        throw new ExtensionConfigurationException(endpoint + ": no emulator answers there; expected "
                + Arrays.stream(EmulatorKind.values())
                        .map(kind -> kind.title() + " with " + kind.health())
                        .collect(Collectors.joining(" or ")));
    }

    /** The table is about one version: another may do more, less, or otherwise. */
    private static EmulatorKind checked(EmulatorKind kind, URI endpoint, String health) {
        Matcher told = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"").matcher(health);
        if (told.find() && !told.group(1).equals(kind.version())) {
            throw new ExtensionConfigurationException("at " + endpoint + " runs " + kind.product() + " " + told.group(1)
                    + "; what is known here is " + kind.title() + ": give the other a row in EmulatorKind");
        }
        return kind;
    }

    private static Optional<String> ask(HttpClient client, URI health) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(health)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
