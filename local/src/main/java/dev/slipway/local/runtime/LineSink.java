package dev.slipway.local.runtime;

/** Sees the lines of a child's output that look like JSON objects. */
@FunctionalInterface
public interface LineSink {

    /**
     * Sees a line. Called by one thread for each environment; must not throw, nor keep the array.
     *
     * @param bytes holds the line from its start, without the line feed
     * @param length the line's length in bytes
     */
    void line(byte[] bytes, int length);
}
