package dev.slipway.functions.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the codec puts the elements it reads: memory that engines take without copying. */
@FunctionalInterface
public interface TensorMemory {

    /** Fresh memory outside the heap, in native byte order, its limit at {@code bytes}. */
    ByteBuffer allocate(int bytes);

    /** Memory that the garbage collector frees. */
    static TensorMemory collected() {
        return bytes -> ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
