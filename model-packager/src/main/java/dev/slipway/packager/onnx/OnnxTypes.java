package dev.slipway.packager.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code TypeProto}: what an input or output is. */
final class OnnxTypes {

    private static final int MOST_DIMENSIONS = 64;

    private OnnxTypes() {}

    static OnnxModel.Type type(ProtobufReader in) throws IOException {
        OnnxModel.Type type = new OnnxModel.NoTensor("a value of no type");
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> type = tensor(in);
                case 4 -> type = new OnnxModel.NoTensor("a sequence of " + element(in));
                case 5 -> {
                    in.skip();
                    type = new OnnxModel.NoTensor("a map");
                }
                case 7 -> {
                    in.skip();
                    type = new OnnxModel.NoTensor("an opaque value");
                }
                case 8 -> {
                    in.skip();
                    type = new OnnxModel.NoTensor("a sparse tensor");
                }
                case 9 -> {
                    in.skip();
                    type = new OnnxModel.NoTensor("an optional value");
                }
                default -> in.skip();
            }
        }
        in.leave(outer);
        return type;
    }

    /** {@code Sequence{elem_type = 1}}. */
    private static String element(ProtobufReader in) throws IOException {
        String kind = "values";
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            if (field == 1) {
                kind = switch (type(in)) {
                    case OnnxModel.Tensor _ -> "tensors";
                    case OnnxModel.NoTensor(String inner) -> inner.equals("a map") ? "maps" : inner;
                };
            } else {
                in.skip();
            }
        }
        in.leave(outer);
        return kind;
    }

    /** {@code Tensor{elem_type = 1, shape = 2}}. */
    private static OnnxModel.Type tensor(ProtobufReader in) throws IOException {
        ElementType elementType = ElementType.UNDEFINED;
        Optional<List<Long>> shape = Optional.empty();
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> elementType = ElementType.of(in.number());
                case 2 -> shape = Optional.of(shape(in));
                default -> in.skip();
            }
        }
        in.leave(outer);
        return new OnnxModel.Tensor(elementType, shape);
    }

    /** {@code TensorShapeProto{dim = 1}}. */
    private static List<Long> shape(ProtobufReader in) throws IOException {
        List<Long> shape = new ArrayList<>();
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            if (field == 1) {
                shape.add(dimension(in));
            } else {
                in.skip();
            }
            if (shape.size() > MOST_DIMENSIONS) {
                throw in.broken(in.position(), "a shape of more than " + MOST_DIMENSIONS + " dimensions");
            }
        }
        in.leave(outer);
        return shape;
    }

    /** {@code Dimension{dim_value = 1, dim_param = 2}}; what has a name or no size is open, and so is 0. */
    private static long dimension(ProtobufReader in) throws IOException {
        long size = -1;
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            if (field == 1) {
                long value = in.number();
                size = value > 0 ? value : -1;
            } else {
                in.skip();
            }
        }
        in.leave(outer);
        return size;
    }
}
