package dev.slipway.core.model;

import java.util.Locale;
import java.util.Optional;

/**
 * Text of people that is kept and shown: one line, with nothing in it that a terminal obeys or that changes the order in
 * which it is read. Refused where it comes in; escaped where it goes out, for what is stored may be older than the check.
 */
public final class OneLine {

    private static final int LONGEST_SHOWN = 40;

    private OneLine() {}

    /**
     * Refuses what is not one line of text.
     *
     * @param what its name, for the message
     * @param longest how many characters it may have
     * @return the text
     * @throws IllegalArgumentException where it is not; the message says where and why
     */
    public static String check(String what, String text, int longest) {
        fault(text, longest).ifPresent(fault -> {
            throw new IllegalArgumentException(what + ": " + fault);
        });
        return text;
    }

    /** What was found and what was expected, where the text is not one line of at most so many characters. */
    public static Optional<String> fault(String text, int longest) {
        if (text.length() > longest) {
            return Optional.of("found " + text.length() + " characters; expected at most " + longest);
        }
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (isHidden(text.codePointAt(at))) {
                String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
                return Optional.of("found the control character "
                        + String.format(Locale.ROOT, "U+%04X", text.codePointAt(at)) + " at position " + (at + 1)
                        + " of \"" + escape(shown) + "\"; expected one line of plain text");
            }
        }
        return Optional.empty();
    }

    /** The text with such characters spelled out, as {@code \u001b}. */
    public static String escape(String text) {
        if (text.codePoints().noneMatch(OneLine::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isHidden(point)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Controls, line and paragraph separators, halves of characters, and what turns the direction of writing. */
    private static boolean isHidden(int point) {
        boolean turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        return turns
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> true;
                    default -> false;
                };
    }
}
