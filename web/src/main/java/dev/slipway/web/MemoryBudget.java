package dev.slipway.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Memory that large bodies share. Whoever finds too little of it waits for others to give theirs back, in the order in
 * which they came, so that many large requests at once take long and do not take the whole process down.
 *
 * <p>Of several who hold a part that grows, the one that has held it for longest gets more even where there is none: else all
 * could hold a half and wait for each other. So they never hold more than there is, and one body.
 */
public final class MemoryBudget {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Queue<Object> waiting = new ArrayDeque<>();

    /** Who holds a part that grows, the eldest first. */
    private final SequencedSet<Growing> holders = new LinkedHashSet<>();

    private final long most;
    private long free;

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
        this.most = Math.max(1, bytes);
        this.free = most;
    }

    /**
     * Takes a part, or as much as there is where it is larger than all.
     *
     * @param bytes how much
     * @param patience how long to wait for it
     * @return empty where it could not be had in time
     */
    public Optional<Share> take(long bytes, Duration patience) {
        long wanted = Math.min(most, bytes);
        return had(wanted, null, patience) ? Optional.of(() -> giveBack(wanted, null)) : Optional.empty();
    }

    /** A part that grows with what it is for; nothing is taken yet. */
    public Growing growing(Duration patience) {
        return new Growing(patience);
    }

    private boolean had(long wanted, @Nullable Growing holder, Duration patience) {
        Object turn = new Object();
        lock.lock();
        try {
            waiting.add(turn);
            long left = patience.toNanos();
            while (!(isFirst(turn) && wanted <= free) && !isEldest(holder)) {
                if (left <= 0) {
                    return false;
                }
                left = given.awaitNanos(left);
            }
            move(wanted, holder);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.remove(turn);
            given.signalAll();
            lock.unlock();
        }
    }

    private boolean isFirst(Object turn) {
        return turn.equals(waiting.peek());
    }

    private boolean isEldest(@Nullable Growing holder) {
        return holder != null && holders.size() > 1 && holder.equals(holders.getFirst());
    }

    private void giveBack(long bytes, @Nullable Growing holder) {
        lock.lock();
        try {
            move(-bytes, holder);
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void move(long bytes, @Nullable Growing holder) {
        free -= bytes;
        if (holder != null) {
            holder.taken += bytes;
            if (holder.taken == 0) {
                holders.remove(holder);
            } else {
                holders.add(holder);
            }
        }
    }

    /** A part of the memory that grows, until it is given back as a whole. For one thread. */
    public final class Growing implements Share {

        private final Duration patience;
        private long taken;

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
            long missing = Math.min(most, bytes) - taken;
            return missing <= 0 || had(missing, this, patience);
        }

        /** How much it is, in bytes. */
        public long held() {
            return taken;
        }

        /**
         * Is as much as is held, more or less than before: what is there already is counted, though there be no room.
         *
         * @param bytes how much it is
         */
        public void hold(long bytes) {
            giveBack(taken - bytes, this);
        }

        @Override
        public void close() {
            hold(0);
        }
    }
}
