package dev.slipway.local.runtime;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Guards all that one version's host knows, and wakes those who wait for a change of it. */
final class HostLock {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanos;

    /**
     * A lock that nobody holds.
     *
     * @param nanos a time that never jumps, in nanoseconds
     */
    HostLock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Does something alone. */
    <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does something alone that answers nothing. */
    void run(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all who wait. Only for who holds the lock. */
    void changed() {
        changed.signalAll();
    }

    /** Lets others in until something changed, at most so long. Only for who holds the lock. */
    @SuppressWarnings("WaitNotInLoop") // its callers loop
    void awaitChange(long most) throws InterruptedException {
        long _ = changed.awaitNanos(most);
    }
}
