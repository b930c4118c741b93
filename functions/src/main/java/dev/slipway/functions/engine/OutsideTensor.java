package dev.slipway.functions.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor whose elements an ONNX file keeps in another file (github.com/onnx/onnx docs/ExternalData.md).
 *
 * @param name its name in the graph
 * @param elementType {@code TensorProto.DataType}
 * @param shape its dimensions
 * @param location the file, as the model names it
 * @param offset where its bytes begin in that file
 * @param length how many they are; -1 where the model does not say
 */
record OutsideTensor(String name, int elementType, List<Long> shape, String location, long offset, long length) {

    private static final int DEEPEST = 64;
    private static final int EXTERNAL = 1;

    OutsideTensor {
        shape = List.copyOf(shape);
    }

    /**
     * Finds all of a model's. ONNX Runtime would open the files by the names in the model, whatever lies there: whoever
     * loads a model must know them first (I5).
     *
     * @throws ModelLoadException where the bytes are no model, or where weights lie outside that cannot be given: those
     *     of a branch, a constant, a function
     */
    static List<OutsideTensor> of(ByteBuffer model) {
        List<OutsideTensor> found = new ArrayList<>();
        ProtobufFields in = new ProtobufFields(model);
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 7 -> graph(in.bytes(), found, 0);
                case 25 -> function(in.bytes());
                default -> {}
            }
        }
        return found;
    }

    /** {@code GraphProto{node = 1, initializer = 5, sparse_initializer = 15}}; the outermost one is at depth 0. */
    private static void graph(ByteBuffer message, List<OutsideTensor> found, int depth) {
        if (depth > DEEPEST) {
            throw ProtobufFields.broken("graphs in each other, more than " + DEEPEST + " deep");
        }
        ProtobufFields in = new ProtobufFields(message);
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> node(in.bytes(), depth);
                case 5 -> {
                    if (depth == 0) {
                        found.addAll(read(in.bytes()));
                    } else {
                        inside(in.bytes());
                    }
                }
                case 15 -> sparse(in.bytes());
                default -> {}
            }
        }
    }

    /** {@code FunctionProto{node = 7, attribute_proto = 11}}. */
    private static void function(ByteBuffer message) {
        ProtobufFields in = new ProtobufFields(message);
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 7 -> node(in.bytes(), 0);
                case 11 -> attribute(in.bytes(), 0);
                default -> {}
            }
        }
    }

    /** {@code NodeProto{attribute = 5}}. */
    private static void node(ByteBuffer message, int depth) {
        ProtobufFields in = new ProtobufFields(message);
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 5) {
                attribute(in.bytes(), depth);
            }
        }
    }

    /** {@code AttributeProto{t = 5, g = 6, tensors = 10, graphs = 11, sparse_tensor = 22, sparse_tensors = 23}}. */
    private static void attribute(ByteBuffer message, int depth) {
        ProtobufFields in = new ProtobufFields(message);
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 5, 10 -> inside(in.bytes());
                case 6, 11 -> graph(in.bytes(), List.of(), depth + 1);
                case 22, 23 -> sparse(in.bytes());
                default -> {}
            }
        }
    }

    /** {@code SparseTensorProto{values = 1, indices = 2}}. */
    private static void sparse(ByteBuffer message) {
        ProtobufFields in = new ProtobufFields(message);
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1 || field == 2) {
                inside(in.bytes());
            }
        }
    }

    private static void inside(ByteBuffer message) {
        for (OutsideTensor tensor : read(message)) {
            throw new ModelLoadException(
                    "the model keeps a constant or a branch's tensor \"" + tensor.name + "\" in the file \""
                            + tensor.location + "\"; expected only the graph's own initializers there: save it with"
                            + " convert_attribute=False");
        }
    }

    /** {@code TensorProto{dims = 1, data_type = 2, name = 8, external_data = 13, data_location = 14}}. */
    private static List<OutsideTensor> read(ByteBuffer message) {
        List<Long> shape = new ArrayList<>();
        long elementType = 0;
        String name = "";
        boolean outside = false;
        String location = "";
        long offset = 0;
        long length = -1;
        ProtobufFields in = new ProtobufFields(message);
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> dimensions(in, shape);
                case 2 -> elementType = in.number();
                case 8 -> name = in.text();
                case 13 -> {
                    outside = true;
                    Entry entry = entry(in.bytes());
                    switch (entry.key()) {
                        case "location" -> location = entry.value();
                        case "offset" -> offset = entry.number();
                        case "length" -> length = entry.number();
                        default -> {}
                    }
                }
                case 14 -> outside |= in.number() == EXTERNAL;
                default -> {}
            }
        }
        return outside
                ? List.of(new OutsideTensor(name, (int) elementType, shape, location, offset, length))
                : List.of();
    }

    private static void dimensions(ProtobufFields in, List<Long> shape) {
        if (!in.isBytes()) {
            shape.add(in.number());
            return;
        }
        ByteBuffer numbers = in.bytes();
        while (numbers.hasRemaining()) {
            shape.add(ProtobufFields.packed(numbers));
        }
    }

    private record Entry(String key, String value) {
        long number() {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new ModelLoadException(
                        "the model file is no ONNX model: external data with the " + key + " \"" + value + "\"", e);
            }
        }
    }

    /** {@code StringStringEntryProto{key = 1, value = 2}}. */
    private static Entry entry(ByteBuffer message) {
        String key = "";
        String value = "";
        ProtobufFields in = new ProtobufFields(message);
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> key = in.text();
                case 2 -> value = in.text();
                default -> {}
            }
        }
        return new Entry(key, value);
    }
}
