package dev.slipway.packager.onnx;

/** Small ONNX files, built from onnx.proto's field numbers. */
public final class OnnxFixtures {

    /** {@code TensorProto.DataType}. */
    public static final int FLOAT = 1;

    public static final int INT64 = 7;
    public static final int STRING = 8;
    public static final int COMPLEX64 = 14;

    private OnnxFixtures() {}

    /** {@code y = Identity(x)}, FP32 [-1, 4]. */
    public static byte[] identity() {
        return model(graph().message(1, node("Identity"))
                        .message(11, tensor("x", FLOAT, -1, 4))
                        .message(12, tensor("y", FLOAT, -1, 4)))
                .build();
    }

    /** What skl2onnx writes for a classifier unless told otherwise: probabilities as a sequence of maps. */
    public static byte[] zipMap() {
        Proto map = new Proto().message(5, new Proto().number(1, INT64).message(2, new Proto()));
        Proto sequence = new Proto().message(4, new Proto().message(1, map));
        return model(graph().message(1, node("ZipMap"))
                        .message(11, tensor("x", FLOAT, -1, 4))
                        .message(12, tensor("label", INT64, -1))
                        .message(12, new Proto().text(1, "probabilities").message(2, sequence)))
                .build();
    }

    /** A model whose one weight lies in the file {@code location}. */
    public static byte[] external(String location) {
        return model(graph().message(1, node("MatMul"))
                        .message(
                                5,
                                weights("w", FLOAT, 4, 3)
                                        .message(
                                                13,
                                                new Proto().text(1, "location").text(2, location))
                                        .number(14, 1))
                        .message(11, tensor("x", FLOAT, -1, 4))
                        .message(12, tensor("y", FLOAT, -1, 3)))
                .build();
    }

    /** {@code ModelProto}, format version 8, operator set 17. */
    public static Proto model(Proto graph) {
        return new Proto()
                .number(1, 8)
                .text(2, "slipway-tests")
                .text(3, "1")
                .message(8, new Proto().text(1, "").number(2, 17))
                .message(7, graph);
    }

    /** An empty {@code GraphProto}. */
    public static Proto graph() {
        return new Proto().text(2, "graph");
    }

    /** {@code NodeProto}. */
    public static Proto node(String operator) {
        return new Proto().text(1, "x").text(2, "y").text(4, operator);
    }

    /** {@code ValueInfoProto} of a tensor; -1 becomes a dimension with a name. */
    public static Proto tensor(String name, int elementType, long... shape) {
        Proto dimensions = new Proto();
        for (long size : shape) {
            dimensions.message(1, size < 0 ? new Proto().text(2, "N") : new Proto().number(1, size));
        }
        return value(name, new Proto().number(1, elementType).message(2, dimensions));
    }

    /** {@code ValueInfoProto} of a tensor whose shape is not told. */
    public static Proto shapeless(String name, int elementType) {
        return value(name, new Proto().number(1, elementType));
    }

    private static Proto value(String name, Proto tensor) {
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    /** {@code TensorProto} without its data. */
    public static Proto weights(String name, int elementType, long... shape) {
        Proto tensor = new Proto();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, elementType).text(8, name);
    }
}
