package dev.slipway.core.platform;

import dev.slipway.core.model.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Blobs that a garbage collection is just taking away, or was when it was killed: nobody may count on them.
 *
 * @param at when they were condemned
 * @param blobs the blobs
 */
public record Condemned(Instant at, Set<Digest> blobs) {

    /** Sorts the blobs. */
    public Condemned {
        blobs = new TreeSet<>(blobs);
    }

    /** The time and the digests, separated by spaces. */
    String text() {
        return Stream.concat(Stream.of(at.toString()), blobs.stream().map(Digest::toString))
                .collect(Collectors.joining(" "));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException where it is something else
     */
    static Condemned parse(String text) {
        List<String> words = Arrays.asList(text.split(" "));
        try {
            return new Condemned(
                    Instant.parse(words.getFirst()),
                    words.stream().skip(1).map(Digest::parse).collect(Collectors.toSet()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + words.getFirst() + "\" is no time", e);
        }
    }
}
