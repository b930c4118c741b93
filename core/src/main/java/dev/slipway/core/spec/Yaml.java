package dev.slipway.core.spec;

import java.util.List;
import java.util.Optional;

/** A YAML value and its place: what remains of a file once anchors, tags and other surprises are refused. */
public sealed interface Yaml {

    /** The most characters of a value that a message repeats. */
    int LONGEST = 60;

    /**
     * Reads one document.
     *
     * @param file the file's name, for messages
     * @throws ProblemsException where the bytes are not one YAML document of the kind we read
     */
    static Yaml parse(String file, byte[] bytes) {
        return YamlParser.parse(file, bytes);
    }

    /** The value under a key, where this is a block of keys that has it. */
    default Optional<Yaml> find(String key) {
        return this instanceof Mapping(var _, var entries)
                ? entries.stream()
                        .filter(entry -> entry.key().text().equals(key))
                        .map(Entry::value)
                        .findFirst()
                : Optional.empty();
    }

    /** Where it begins. */
    Place place();

    /** What a person would call it, for messages. */
    String words();

    /**
     * A word, a number, true, false or nothing.
     *
     * @param place where it begins
     * @param text its characters
     * @param kind what it is
     */
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
        /** A text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        TRUTH,
        /** {@code null}, or nothing at all. */
        NOTHING
    }

    /**
     * A list.
     *
     * @param place where it begins
     * @param items its values
     */
    record Items(Place place, List<Yaml> items) implements Yaml {
        /** Copies the items. */
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String words() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    /**
     * Keys and values, in the order of the file.
     *
     * @param place where they begin
     * @param entries the keys with their values
     */
    record Mapping(Place place, List<Entry> entries) implements Yaml {
        /** Copies the entries. */
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String words() {
            return "a block of keys";
        }
    }

    /**
     * One key and its value.
     *
     * @param key the key
     * @param value the value
     */
    record Entry(Scalar key, Yaml value) {}
}
