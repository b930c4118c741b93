package dev.slipway.core.spec;

import java.util.List;

/** A YAML value and its place: what remains of a file once anchors, tags and other surprises are refused. */
sealed interface Yaml {

    /** The most characters of a value that a message repeats. */
    int LONGEST = 60;

    /** Where it begins. */
    Place place();

    /** What a person would call it, for messages. */
    String words();

    /** A word, a number, true, false or nothing. */
    record Scalar(Place place, String text, Kind kind) implements Yaml {
        @Override
        public String words() {
            return switch (kind) {
                case TEXT -> "\"" + shown() + "\"";
                case NUMBER -> "the number " + shown();
                case TRUTH -> "the truth value " + shown();
                case NOTHING -> "nothing";
            };
        }

        private String shown() {
            return brief(text);
        }
    }

    /** A text in one short line that is safe to print. */
    static String brief(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(letter -> {
            if (Character.isISOControl(letter)) {
                line.append("\\u%04X".formatted(letter));
            } else {
                line.appendCodePoint(letter);
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST
                ? line.append("...").toString()
                : line.toString();
    }

    /** What a scalar is by YAML 1.2's core schema; what stands in quotes is always text. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING
    }

    /** A list. */
    record Items(Place place, List<Yaml> items) implements Yaml {
        @Override
        public String words() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    /** Keys and values, in the order of the file. */
    record Mapping(Place place, List<Entry> entries) implements Yaml {
        @Override
        public String words() {
            return "a block of keys";
        }
    }

    /** One key and its value. */
    record Entry(Scalar key, Yaml value) {}
}
