package dev.slipway.core.model;

import java.util.regex.Pattern;

/**
 * The name clients use for a model, and so the name of its endpoint: {@code [a-z][a-z0-9-]{0,62}}.
 *
 * @param value the name itself
 */
public record ModelName(String value) implements Comparable<ModelName> {

    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException where the name is not allowed; the message says what is
     */
    public ModelName {
        if (!isAllowed(value)) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not a model name; expected a lower-case letter, then"
                            + " up to 62 lower-case letters, digits or hyphens");
        }
    }

    /** Whether {@code value} may be a model's name. */
    public static boolean isAllowed(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
