package dev.slipway.local.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Memory that large bodies share. Whoever finds too little of it waits for others to give theirs back, in the order in
 * which they came, so that many large requests at once take long and do not take the whole process down.
 */
public final class MemoryBudget {

    private static final long UNIT = 64 * 1024;

    private final Semaphore units;
    private final int most;

    /** A part of the memory, until it is given back. */
    @FunctionalInterface
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A budget of which nothing is taken.
     *
     * @param bytes how much there is
     */
    public MemoryBudget(long bytes) {
        this.most = Math.toIntExact(Math.max(1, bytes / UNIT));
        this.units = new Semaphore(most, true);
    }

    /**
     * Takes a part, or as much as there is where it is larger than all.
     *
     * @param bytes how much
     * @param patience how long to wait for it
     * @return empty where it could not be had in time
     */
    public Optional<Share> take(long bytes, Duration patience) {
        int wanted = (int) Math.min(most, Math.ceilDiv(bytes, UNIT));
        try {
            if (!units.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return Optional.of(() -> units.release(wanted));
    }

    /** A part that grows with what it is for; nothing is taken yet. */
    public Growing growing(Duration patience) {
        return new Growing(patience);
    }

    /** A part of the memory that grows, until it is given back as a whole. For one thread. */
    public final class Growing implements Share {

        private final Duration patience;
        private int taken;

        private Growing(Duration patience) {
            this.patience = patience;
        }

        /**
         * Takes what is missing.
         *
         * @param bytes how much it shall be
         * @return whether it is so much; where not, it is as much as before
         */
        public boolean reach(long bytes) {
            int missing = (int) Math.min(most, Math.ceilDiv(bytes, UNIT)) - taken;
            try {
                if (missing > 0 && !units.tryAcquire(missing, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
            taken += Math.max(0, missing);
            return true;
        }

        @Override
        public void close() {
            units.release(taken);
            taken = 0;
        }
    }
}
