package dev.slipway.core.model;

/**
 * The name clients use for a model, and so the name of its endpoint: {@code [a-z][a-z0-9-]{0,62}}.
 *
 * @param value the name itself
 */
public record ModelName(String value) implements Comparable<ModelName> {

    private static final int LONGEST = 63;

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
        if (value.isEmpty() || value.length() > LONGEST || !isLetter(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char sign = value.charAt(i);
            if (!isLetter(sign) && !(sign >= '0' && sign <= '9') && sign != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char sign) {
        return sign >= 'a' && sign <= 'z';
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
