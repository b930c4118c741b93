package dev.slipway.functions.testing;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Small ONNX models, written in protobuf's wire format (github.com/onnx/onnx onnx/onnx.proto). */
public final class OnnxModels {

    private OnnxModels() {}

    /** {@code y = x}, both of this datatype and with {@code rank} dimensions of any size. */
    public static byte[] identity(Datatype datatype, int rank) {
        return model(
                List.of(node("Identity", List.of("x"), "y")),
                List.of(value(11, "x", datatype, rank), value(12, "y", datatype, rank)));
    }

    /** The signature of {@link #identity}. */
    public static Signature identitySignature(Datatype datatype, int rank) {
        List<Long> shape = Collections.nCopies(rank, -1L);
        return new Signature(
                List.of(new TensorSpec("x", datatype, shape)), List.of(new TensorSpec("y", datatype, shape)));
    }

    /** {@code sum = a + b} and {@code product = a * b}, FP32 vectors: fails where their lengths differ. */
    public static byte[] sumAndProduct() {
        return model(
                List.of(node("Add", List.of("a", "b"), "sum"), node("Mul", List.of("a", "b"), "product")),
                List.of(
                        value(11, "a", Datatype.FP32, 1),
                        value(11, "b", Datatype.FP32, 1),
                        value(12, "sum", Datatype.FP32, 1),
                        value(12, "product", Datatype.FP32, 1)));
    }

    /** The signature of {@link #sumAndProduct}. */
    public static Signature sumAndProductSignature() {
        return new Signature(List.of(vector("a"), vector("b")), List.of(vector("sum"), vector("product")));
    }

    /** {@code sum = a + b}, FP32 vectors whose length has this name; "" leaves the name out, as many exporters do. */
    public static byte[] sum(String length) {
        return model(
                List.of(node("Add", List.of("a", "b"), "sum")),
                List.of(
                        value(11, "a", Datatype.FP32, List.of(length)),
                        value(11, "b", Datatype.FP32, List.of(length)),
                        value(12, "sum", Datatype.FP32, List.of(length))));
    }

    /** {@code equal = x == text} and {@code y = x}, BYTES vectors. */
    public static byte[] equalTo(String text) {
        // TensorProto: dims, data_type, string_data, name
        byte[] constant = join(
                number(1, 1),
                number(2, elementType(Datatype.BYTES)),
                part(6, text.getBytes(StandardCharsets.UTF_8)),
                text(8, "c"));
        return model(
                List.of(node("Equal", List.of("x", "c"), "equal"), node("Identity", List.of("x"), "y")),
                List.of(
                        part(5, constant),
                        value(11, "x", Datatype.BYTES, 1),
                        value(12, "equal", Datatype.BOOL, 1),
                        value(12, "y", Datatype.BYTES, 1)));
    }

    /**
     * {@code y = x + w}, FP32 vectors; {@code w} has two elements, which lie in the file {@code location} from byte
     * {@code offset} on.
     */
    public static byte[] weightsOutside(String location, long offset, long length) {
        byte[] outside = join(
                number(1, 2),
                number(2, elementType(Datatype.FP32)),
                text(8, "w"),
                entry("location", location),
                entry("offset", String.valueOf(offset)),
                entry("length", String.valueOf(length)),
                number(14, 1));
        return model(
                List.of(node("Add", List.of("x", "w"), "y")),
                List.of(part(5, outside), value(11, "x", Datatype.FP32, 1), value(12, "y", Datatype.FP32, 1)));
    }

    /** The signature of {@link #weightsOutside}. */
    public static Signature weightsOutsideSignature() {
        return new Signature(List.of(vector("x")), List.of(vector("y")));
    }

    /** {@code y = x + Constant}, whose value lies in the file {@code location}. */
    public static byte[] constantOutside(String location) {
        byte[] outside =
                join(number(1, 2), number(2, elementType(Datatype.FP32)), entry("location", location), number(14, 1));
        byte[] attribute = join(text(1, "value"), part(5, outside), number(20, 4));
        byte[] constant = join(text(2, "c"), text(4, "Constant"), part(5, attribute));
        return model(
                List.of(constant, node("Add", List.of("x", "c"), "y")),
                List.of(value(11, "x", Datatype.FP32, 1), value(12, "y", Datatype.FP32, 1)));
    }

    private static byte[] entry(String key, String value) {
        return part(13, join(text(1, key), text(2, value)));
    }

    private static TensorSpec vector(String name) {
        return new TensorSpec(name, Datatype.FP32, List.of(-1L));
    }

    private static byte[] model(List<byte[]> nodes, List<byte[]> values) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        nodes.forEach(node -> graph.writeBytes(part(1, node)));
        graph.writeBytes(text(2, "graph"));
        values.forEach(graph::writeBytes);
        return join(number(1, 9), part(7, graph.toByteArray()), part(8, number(2, 19)));
    }

    private static byte[] node(String operator, List<String> inputs, String output) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        inputs.forEach(input -> node.writeBytes(text(1, input)));
        node.writeBytes(text(2, output));
        node.writeBytes(text(4, operator));
        return node.toByteArray();
    }

    private static byte[] value(int field, String name, Datatype datatype, int rank) {
        return value(
                field,
                name,
                datatype,
                IntStream.range(0, rank).mapToObj(i -> "n" + name + i).toList());
    }

    private static byte[] value(int field, String name, Datatype datatype, List<String> dimensions) {
        ByteArrayOutputStream shape = new ByteArrayOutputStream();
        for (String dimension : dimensions) {
            shape.writeBytes(part(1, dimension.isEmpty() ? new byte[0] : text(2, dimension)));
        }
        byte[] tensor = join(number(1, elementType(datatype)), part(2, shape.toByteArray()));
        return part(field, join(text(1, name), part(2, part(1, tensor))));
    }

    private static int elementType(Datatype datatype) {
        return switch (datatype) {
            case FP32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case UINT16 -> 4;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BYTES -> 8;
            case BOOL -> 9;
            case FP16 -> 10;
            case FP64 -> 11;
            case UINT32 -> 12;
            case UINT64 -> 13;
            case BF16 -> 16;
        };
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
