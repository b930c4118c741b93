package dev.slipway.functions.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the codec puts the elements it reads: memory that engines take without copying. */
@FunctionalInterface
public interface TensorMemory {

    /**
     * Memory outside the heap for the caller alone, in native byte order, its limit at {@code bytes}. What is in it is
     * not said: whoever takes it writes all of it.
     */
    ByteBuffer allocate(int bytes);

    /** Memory for the tensors of one call. */
    default Lease lease() {
        return this::allocate;
    }

    /** Memory that the garbage collector frees. */
    static TensorMemory collected() {
        return bytes -> ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /**
     * Memory that one call after the other uses, for taking it from the system and clearing it costs more than reading
     * a request. Threads may share it: it keeps as many buffers as calls ran at once.
     *
     * @param longest the most bytes of a buffer that is kept
     */
    static TensorMemory recycled(int longest) {
        return new RecycledMemory(longest);
    }

    /** Memory that is given back as a whole. */
    @FunctionalInterface
    interface Lease extends TensorMemory, AutoCloseable {

        /** Gives back all that was allocated; nobody may touch it from then on. */
        @Override
        default void close() {}
    }
}
