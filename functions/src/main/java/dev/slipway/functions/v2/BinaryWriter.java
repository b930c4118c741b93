package dev.slipway.functions.v2;

import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes tensors as raw bytes behind the JSON, as {@link BinarySection} reads them.
 *
 * @param out where they go
 */
record BinaryWriter(JsonBytes out) implements Tensor.Kinds<JsonBytes, RuntimeException> {

    /** How many bytes that takes. */
    static final Tensor.Kinds<Long, RuntimeException> SIZE = new Size();

    @Override
    public JsonBytes fixed(Tensor.Fixed tensor) {
        return out.raw(tensor.data());
    }

    @Override
    public JsonBytes bytes(Tensor.Bytes tensor) {
        ByteBuffer size = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] element : tensor.elements()) {
            out.raw(size.putInt(0, element.length)).raw(ByteBuffer.wrap(element));
        }
        return out;
    }

    private static final class Size implements Tensor.Kinds<Long, RuntimeException> {
        @Override
        public Long fixed(Tensor.Fixed tensor) {
            return (long) tensor.data().limit();
        }

        @Override
        public Long bytes(Tensor.Bytes tensor) {
            long size = 0;
            for (byte[] element : tensor.elements()) {
                size += Integer.BYTES + element.length;
            }
            return size;
        }
    }
}
