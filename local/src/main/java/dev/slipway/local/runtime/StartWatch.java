package dev.slipway.local.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Listens to an environment that was started from a start-up cache, until it says how its start went: a JVM that was given one and
 * did not take it shares no classes, and one that dies of a signal before it says anything may have died of it.
 */
final class StartWatch implements LineSink {

    private static final byte[] STARTED = "{\"event\":\"started\"".getBytes(StandardCharsets.US_ASCII);
    private static final String REFUSED = "\"classes_shared\":false";

    /** What a JVM dies of by itself: SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV. */
    private static final int[] CRASHES = {4, 6, 7, 8, 11};

    private static final int SIGNAL_BASE = 128;

    private final LineSink lines;
    private final Runnable refused;
    private volatile boolean told;

    /**
     * A watch.
     *
     * @param lines sees all lines after it
     * @param refused what to do where the cache is not taken; at most once
     */
    StartWatch(LineSink lines, Runnable refused) {
        this.lines = lines;
        this.refused = refused;
    }

    @Override
    public void line(byte[] bytes, int length) {
        if (!told && length >= STARTED.length && Arrays.equals(bytes, 0, STARTED.length, STARTED, 0, STARTED.length)) {
            told = true;
            if (new String(bytes, 0, length, StandardCharsets.UTF_8).contains(REFUSED)) {
                refused.run();
            }
        }
        lines.line(bytes, length);
    }

    /**
     * The environment ended.
     *
     * @param code its exit code, 128 + n for signal n
     */
    void ended(int code) {
        if (!told && Arrays.stream(CRASHES).anyMatch(signal -> code == SIGNAL_BASE + signal)) {
            told = true;
            refused.run();
        }
    }
}
