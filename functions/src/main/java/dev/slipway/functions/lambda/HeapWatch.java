package dev.slipway.functions.lambda;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Collects what large calls leave behind before the heap has grown to its limit. Lambda's Java runtime lets a heap grow to
 * 85 % of the function's memory, and a serial collector that meets large arrays grows first and collects when it can grow
 * no more; with what the engine and the JVM hold beside the heap, the function is then over its memory and is ended,
 * though hardly anything in the heap is alive. Threads may share it.
 */
final class HeapWatch {

    /** What smaller calls leave is collected young, in time. */
    private static final int LARGE = 64 << 10;

    private final long budget;
    private final LongSupplier used;
    private final Runnable collection;

    /** From what use on there is something to collect: above what stayed the last time. */
    private final AtomicLong next;

    /**
     * A watch.
     *
     * @param budget what the heap may hold, dead or alive, in bytes
     * @param used what it holds now, in bytes
     * @param collection collects all of it
     */
    HeapWatch(long budget, LongSupplier used, Runnable collection) {
        this.budget = budget;
        this.used = used;
        this.collection = collection;
        this.next = new AtomicLong(budget);
    }

    /**
     * This process's heap.
     *
     * @param memory the function's memory in megabytes; where it is not known, 0, the heap is left to itself
     */
    static HeapWatch ofThisProcess(int memory) {
        Runtime runtime = Runtime.getRuntime();
        long budget = memory == 0 ? Long.MAX_VALUE : (long) memory * (1 << 20) / 5;
        return new HeapWatch(budget, () -> runtime.totalMemory() - runtime.freeMemory(), runtime::gc);
    }

    /** Looks, where {@code length} bytes, of an event or an answer, are many. */
    void met(int length) {
        if (length < LARGE) {
            return;
        }
        long from = next.get();
        // Of calls that meet, one collects for all.
        if (used.getAsLong() > from && next.compareAndSet(from, Long.MAX_VALUE)) {
            collection.run();
            next.set(Math.max(budget, used.getAsLong() + budget / 4));
        }
    }
}
