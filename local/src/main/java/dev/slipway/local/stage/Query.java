package dev.slipway.local.stage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What stands after the question mark of a request. */
final class Query {

    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Reads it.
     *
     * @param raw as it stands in the request line; empty where nothing does
     * @throws IllegalArgumentException where a name is there twice, or is no text
     */
    Query(String raw) {
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!pair.isEmpty() && values.put(name, value) != null) {
                throw new IllegalArgumentException(name + ": found twice; expected once");
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A word, where it is there. */
    Optional<String> word(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A whole number, where it is there.
     *
     * @throws IllegalArgumentException where it is no number from 1 to {@code max}
     */
    Optional<Long> number(String name, long max) {
        return word(name).map(text -> {
            long number = text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
            if (number < 1 || number > max) {
                throw new IllegalArgumentException(
                        name + ": found \"" + text + "\"; expected a whole number from 1 to " + max);
            }
            return number;
        });
    }
}
