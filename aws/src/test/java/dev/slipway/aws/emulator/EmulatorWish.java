package dev.slipway.aws.emulator;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Which emulator whoever runs the tests wants: properties, read here and nowhere else.
 *
 * @param endpoint where one listens that runs already
 * @param localStack how LocalStack is to be started for the tests
 * @param required whether there must be one
 */
record EmulatorWish(Optional<URI> endpoint, Optional<From> localStack, boolean required) {

    /** Where it listens. */
    static final String ENDPOINT = "emulator.endpoint";

    /** What LocalStack is started from. */
    static final String LOCALSTACK = "emulator.localstack";

    /** Whether there must be one. */
    static final String REQUIRED = "emulator.required";

    private static final String NOBODY_ASKED = "no emulator of AWS is named; name one that runs in -D" + ENDPOINT
            + "=http://127.0.0.1:4566, or let LocalStack be started with -D" + LOCALSTACK + "=auto";

    /** What LocalStack can be started from. */
    enum From {
        /** Packages of Python, as a process of this machine. */
        HOST,
        /** Its image, in a container. */
        CONTAINER,
        /** The first of these that can be had. */
        AUTO
    }

    EmulatorWish {
        if (endpoint.isPresent() && localStack.isPresent()) {
            throw new ExtensionConfigurationException("-D" + ENDPOINT + " names an emulator that runs, and -D"
                    + LOCALSTACK + " would start another; give one of them");
        }
    }

    /** As the properties say, where one that is not set is empty. */
    static EmulatorWish read(UnaryOperator<String> properties) {
        String endpoint = properties.apply(ENDPOINT);
        return new EmulatorWish(
                endpoint.isEmpty() ? Optional.empty() : Optional.of(URI.create(endpoint)),
                from(properties.apply(LOCALSTACK)),
                Boolean.parseBoolean(properties.apply(REQUIRED)));
    }

    private static Optional<From> from(String word) {
        return switch (word) {
            case "" -> Optional.empty();
            case "host" -> Optional.of(From.HOST);
            case "container" -> Optional.of(From.CONTAINER);
            case "auto" -> Optional.of(From.AUTO);
            case String other ->
                throw new ExtensionConfigurationException(
                        "-D" + LOCALSTACK + "=" + other + ": expected host, container or auto");
        };
    }

    /**
     * Looks for it, or starts it.
     *
     * @throws ExtensionConfigurationException where there is none and one is required
     */
    EmulatorSearch search(
            Function<URI, Emulator> running, Supplier<EmulatorSearch> host, Supplier<EmulatorSearch> container) {
        return endpoint.<EmulatorSearch>map(
                        at -> new EmulatorSearch.Found(running.apply(at), EmulatorSearch.Running.SOMEBODY_ELSES))
                .orElseGet(() -> checked(start(host, container)));
    }

    private EmulatorSearch start(Supplier<EmulatorSearch> host, Supplier<EmulatorSearch> container) {
        if (localStack.isEmpty()) {
            return new EmulatorSearch.Absent(NOBODY_ASKED);
        }
        return switch (localStack.get()) {
            case HOST -> host.get();
            case CONTAINER -> container.get();
            case AUTO -> either(host.get(), container);
        };
    }

    private static EmulatorSearch either(EmulatorSearch first, Supplier<EmulatorSearch> second) {
        return switch (first) {
            case EmulatorSearch.Found found -> found;
            case EmulatorSearch.Absent(String whyNotFirst) ->
                switch (second.get()) {
                    case EmulatorSearch.Found found -> found;
                    case EmulatorSearch.Absent(String whyNotSecond) ->
                        new EmulatorSearch.Absent(whyNotFirst + "; " + whyNotSecond);
                };
        };
    }

    private EmulatorSearch checked(EmulatorSearch search) {
        return switch (search) {
            case EmulatorSearch.Found found -> found;
            case EmulatorSearch.Absent(String reason)
            when required -> throw new ExtensionConfigurationException("-D" + REQUIRED + " is true, and " + reason);
            case EmulatorSearch.Absent absent -> absent;
        };
    }
}
