package dev.slipway.core.spec;

/**
 * One thing that is wrong with what a user gave us, in the form every message of ours has:
 * {@code slipway.yaml:5:3: unknown key "intervall" under release; did you mean "interval"? (known: ...)}.
 *
 * @param place where: a file, a file with line and column, a tensor, a setting
 * @param found what was found there
 * @param expected what was expected; may be empty where {@code found} says it all
 * @param remedy what to do; may be empty where {@code expected} says it all
 */
public record Problem(String place, String found, String expected, String remedy) {

    /** A problem whose text says all. */
    public static Problem at(String place, String text) {
        return new Problem(place, text, "", "");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(place).append(": ").append(found);
        if (!expected.isEmpty()) {
            text.append("; expected ").append(expected);
        }
        if (!remedy.isEmpty()) {
            text.append("; ").append(remedy);
        }
        return text.toString();
    }
}
