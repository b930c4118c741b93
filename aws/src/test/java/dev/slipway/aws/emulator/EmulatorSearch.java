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

/** What became of looking for an emulator. */
sealed interface EmulatorSearch {

    /** Where it listens. */
    String ENDPOINT = "emulator.endpoint";

    /** Whether there must be one. */
    String REQUIRED = "emulator.required";

    /** Whether what the table says it cannot is tried all the same: what passes then is news. */
    String TRY_ALL = "emulator.try-all";

    /** One runs. */
    record Found(Emulator emulator) implements EmulatorSearch {}

    /** None was named, and none is required. */
    record Absent(String reason) implements EmulatorSearch {}

    /**
     * Asks the endpoint that was named.
     *
     * @throws ExtensionConfigurationException where none is named and one is required, or what is named is none of the
     *     emulators in the table
     */
    static EmulatorSearch once() {
        String named = System.getProperty(ENDPOINT, "");
        if (!named.isEmpty()) {
            return new Found(at(URI.create(named)));
        }
        String reason = "no emulator of AWS is named; start one with aws/emulators/localstack FOLDER and name it in -D"
                + ENDPOINT + "=http://127.0.0.1:4566";
        if (Boolean.getBoolean(REQUIRED)) {
            throw new ExtensionConfigurationException("-D" + REQUIRED + " is true, and " + reason);
        }
        return new Absent(reason);
    }

    private static Emulator at(URI endpoint) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (EmulatorKind kind : EmulatorKind.values()) {
                Optional<String> health = ask(client, endpoint.resolve(kind.health()));
                if (health.isPresent()) {
                    return new Emulator(endpoint, checked(kind, endpoint, health.get()));
                }
            }
        }
        throw new ExtensionConfigurationException(
                "-D" + ENDPOINT + "=" + endpoint + ": no emulator answers there; expected "
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
