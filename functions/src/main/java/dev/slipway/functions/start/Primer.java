package dev.slipway.functions.start;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Warms the whole path before a snapshot: what ran before the checkpoint is loaded, linked and compiled in every
 * environment that is restored from it. Goes on in rounds until rounds get no faster, or the budget is spent.
 */
public final class Primer {

    /** Calls in a round: long enough to measure, and together more than the compilers' thresholds. */
    static final int ROUND = 1000;

    /** Compiled code arrives late, so one slow round is no sign of the end. */
    private static final int PATIENCE = 4;

    private static final double FASTER = 0.97;

    private final List<byte[]> calls;
    private final long budgetNanos;
    private final LongSupplier nanos;

    /**
     * A primer of these calls.
     *
     * @param calls what to ask, each as the path takes it
     * @param budgetNanos how long priming may take
     * @param nanos a clock for durations
     */
    public Primer(List<byte[]> calls, long budgetNanos, LongSupplier nanos) {
        this.calls = List.copyOf(calls);
        this.budgetNanos = budgetNanos;
        this.nanos = nanos;
    }

    /**
     * Asks until settled.
     *
     * @throws IOException where the path throws it
     */
    public Primed prime(Path path) throws IOException {
        long start = nanos.getAsLong();
        long asked = 0;
        long best = Long.MAX_VALUE;
        int slower = 0;
        while (!calls.isEmpty() && slower < PATIENCE && nanos.getAsLong() - start < budgetNanos) {
            long round = nanos.getAsLong();
            for (int i = 0; i < ROUND && nanos.getAsLong() - start < budgetNanos; i++) {
                path.call(calls.get(i % calls.size()));
                asked++;
            }
            long took = nanos.getAsLong() - round;
            slower = took < best * FASTER ? 0 : slower + 1;
            best = Math.min(best, took);
        }
        return new Primed(asked, TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start));
    }

    /** The way from a call's bytes to its answer's. */
    @FunctionalInterface
    public interface Path {
        /** Answers one call. */
        void call(byte[] bytes) throws IOException;
    }

    /**
     * What priming did.
     *
     * @param calls how many calls were answered
     * @param millis how long they took together
     */
    public record Primed(long calls, long millis) {}
}
