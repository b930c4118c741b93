package dev.slipway.functions.tensor;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that wait for their next call. What is too long to be kept goes back to the system with its call: the garbage collector
 * would see to that when the heap is full, and these are not in the heap.
 */
final class RecycledMemory implements TensorMemory {

    /** Engines read tensors in vectors. */
    private static final int ALIGNMENT = 64;

    private static final int SHORTEST = 4096;

    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final int longest;

    RecycledMemory(int longest) {
        this.longest = longest;
    }

    @Override
    public ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public Lease lease() {
        return new OneCall();
    }

    /** One call's: tensors lie one after the other in its buffer. */
    private final class OneCall implements Lease {

        private @Nullable ByteBuffer buffer = free.poll();
        private @Nullable Arena large;
        private int used;
        private long wanted;

        @Override
        @SuppressWarnings("MustBeClosedChecker") // closed with the lease
        public ByteBuffer allocate(int bytes) {
            if (bytes > longest) {
                if (large == null) {
                    large = Arena.ofShared();
                }
                return large.allocate(bytes, ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder());
            }
            int start = used;
            wanted += bytes + ALIGNMENT;
            if (buffer == null || bytes > buffer.capacity() - start) {
                // What lies in the one before stays alive as long as its tensors do. The next call like this one fits
                // into this one.
                long whole = Math.min(longest, Math.max(wanted, SHORTEST));
                buffer = RecycledMemory.this.allocate((int) Math.max(bytes, whole));
                start = 0;
            }
            used = Math.min(buffer.capacity(), (start + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
            return buffer.slice(start, bytes).order(ByteOrder.nativeOrder());
        }

        @Override
        public void close() {
            if (buffer != null) {
                free.add(buffer);
                buffer = null;
            }
            if (large != null) {
                large.close();
                large = null;
            }
        }
    }
}
