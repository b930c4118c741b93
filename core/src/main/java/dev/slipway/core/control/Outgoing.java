package dev.slipway.core.control;

import dev.slipway.core.model.Digest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to the store, and the bytes that it will be there: its digest is theirs, so they are known from the
 * moment it was decided.
 */
final class Outgoing {

    private final Event event;
    private final byte[] bytes;

    private Outgoing(Event event) {
        this.event = event;
        this.bytes = event.bytes();
    }

    static Outgoing of(Event event) {
        return new Outgoing(event);
    }

    Event event() {
        return event;
    }

    /** Where it is stored. */
    String key() {
        return event.key();
    }

    /** What is stored. Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** What the next event's {@code previous} is. */
    Digest digest() {
        return Digest.of(bytes);
    }

    /** Whether this is what the store has in its place. */
    boolean isStoredAs(byte[] found) {
        return Arrays.equals(found, bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Outgoing outgoing && event.equals(outgoing.event);
    }

    @Override
    public int hashCode() {
        return event.hashCode();
    }

    @Override
    public String toString() {
        return event.toString();
    }
}
