package dev.slipway.functions.engine;

import dev.slipway.core.model.Datatype;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the smallest of ONNX models (github.com/onnx/onnx onnx/onnx.proto) in protobuf's wire format. */
final class OnnxBytes {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int ATTRIBUTE_INT = 2;

    private OnnxBytes() {}

    /** A model that casts a vector of signed integers of any shape to the unsigned ones of the same width. */
    static byte[] cast(String input, String output, Datatype unsigned) {
        int[] types = elementTypes(unsigned);
        byte[] attribute = join(text(1, "to"), number(3, types[1]), number(20, ATTRIBUTE_INT));
        byte[] node = join(text(1, input), text(2, output), text(4, "Cast"), part(5, attribute));
        byte[] graph = join(
                part(1, node), text(2, "cast"), part(11, value(input, types[0])), part(12, value(output, types[1])));
        return join(number(1, IR_VERSION), part(7, graph), part(8, number(2, OPSET)));
    }

    /** TensorProto.DataType of the signed and of the unsigned integers. */
    private static int[] elementTypes(Datatype unsigned) {
        return switch (unsigned) {
            case UINT16 -> new int[] {5, 4};
            case UINT32 -> new int[] {6, 12};
            case UINT64 -> new int[] {7, 13};
            case BOOL, UINT8, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES ->
                throw new IllegalArgumentException(unsigned + " needs no cast");
        };
    }

    /** ValueInfoProto of a tensor whose shape is not said. */
    private static byte[] value(String name, int elementType) {
        return join(text(1, name), part(2, part(1, number(1, elementType))));
    }

    private static byte[] number(int field, long value) {
        return join(variable((long) field << 3), variable(value));
    }

    private static byte[] text(int field, String value) {
        return part(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] part(int field, byte[] value) {
        return join(variable(((long) field << 3) | 2), variable(value.length), value);
    }

    private static byte[] variable(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
