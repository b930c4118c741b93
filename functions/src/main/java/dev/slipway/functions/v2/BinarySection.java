package dev.slipway.functions.v2;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows the JSON: the raw tensors in the order in which the JSON names them, little-endian, row-major, without
 * padding (Triton's extension_binary_data.md). Every machine that Lambda has is little-endian, so bytes are copied as
 * they are.
 */
final class BinarySection {

    private static final int LENGTH_WIDTH = 4;

    private final ByteBuffer bytes;
    private final boolean announced;

    BinarySection(ByteBuffer bytes, boolean announced) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("this machine is big-endian; expected a little-endian one");
        }
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.announced = announced;
    }

    /** Takes the next tensor out. */
    Tensor take(TensorSpec spec, Shape shape, long size, TensorMemory memory) {
        if (!announced) {
            throw new InvalidRequestException(input(spec)
                    + " has parameters.binary_data_size, but the header Inference-Header-Content-Length is missing");
        }
        if (size > bytes.remaining()) {
            throw new InvalidRequestException(input(spec) + " has binary_data_size " + size + ", but only "
                    + bytes.remaining() + " bytes are left of the body");
        }
        ByteBuffer own = bytes.slice(bytes.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) size);
        return spec.datatype() == Datatype.BYTES ? strings(spec, shape, own) : fixed(spec, shape, own, memory);
    }

    /** Complains of bytes that no tensor took. */
    void finish() {
        if (bytes.hasRemaining()) {
            throw new InvalidRequestException(bytes.remaining()
                    + " bytes are left after the last binary tensor; expected none: check binary_data_size and"
                    + " Inference-Header-Content-Length");
        }
    }

    private static Tensor fixed(TensorSpec spec, Shape shape, ByteBuffer own, TensorMemory memory) {
        int width = spec.datatype().width();
        if (own.remaining() % width != 0 || own.remaining() / width != shape.elements()) {
            throw new InvalidRequestException(input(spec) + " of shape " + shape + " has " + own.remaining()
                    + " bytes of binary data; expected " + shape.elements() + " elements of " + width + " bytes");
        }
        if (spec.datatype() == Datatype.BOOL) {
            truths(spec, shape, own);
        }
        ByteBuffer data = memory.allocate(own.remaining());
        data.put(0, own, 0, own.remaining());
        return new Tensor.Fixed(spec.name(), spec.datatype(), shape, data);
    }

    private static void truths(TensorSpec spec, Shape shape, ByteBuffer own) {
        for (int i = 0; i < own.limit(); i++) {
            byte value = own.get(i);
            if (value != 0 && value != 1) {
                throw new InvalidRequestException(input(spec) + " has the byte " + value + " at " + shape.position(i)
                        + "; expected 0 or 1 for BOOL");
            }
        }
    }

    private static Tensor strings(TensorSpec spec, Shape shape, ByteBuffer own) {
        List<byte[]> elements = new ArrayList<>();
        while (own.hasRemaining()) {
            int length = own.remaining() < LENGTH_WIDTH ? -1 : own.getInt();
            if (length < 0 || length > own.remaining()) {
                throw new InvalidRequestException(input(spec) + " is cut off in element " + elements.size()
                        + "; expected a length of four bytes, little-endian, and as many bytes");
            }
            byte[] element = new byte[length];
            own.get(element);
            elements.add(element);
        }
        if (elements.size() != shape.elements()) {
            throw new InvalidRequestException(input(spec) + " of shape " + shape + " has " + elements.size()
                    + " elements of binary data; expected " + shape.elements());
        }
        return new Tensor.Bytes(spec.name(), shape, elements);
    }

    private static String input(TensorSpec spec) {
        return "input \"" + spec.name() + "\"";
    }
}
