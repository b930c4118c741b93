package dev.slipway.functions.v2;

import dev.slipway.functions.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a request brought, as binary tensor data, that JSON has no form for. A model that gets a NaN and answers one did
 * its part; one that makes it out of numbers did not.
 */
final class BeyondJson {

    private BeyondJson() {}

    /** The first of it, in words for clients. */
    static Optional<String> in(List<Tensor> inputs) {
        for (Tensor input : inputs) {
            Optional<String> found = switch (input) {
                case Tensor.Fixed fixed -> in(fixed);
                case Tensor.Bytes bytes -> in(bytes);
            };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> in(Tensor.Bytes input) {
        for (int i = 0; i < input.elements().size(); i++) {
            if (Utf8.decode(input.elements().get(i)).isEmpty()) {
                return Optional.of("input \"" + input.name() + "\" has bytes that are not UTF-8 at "
                        + input.shape().position(i));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> in(Tensor.Fixed input) {
        int count = Math.toIntExact(input.shape().elements());
        for (int i = 0; i < count; i++) {
            double value = value(input, i);
            if (!Double.isFinite(value)) {
                return Optional.of("input \"" + input.name() + "\" has " + value + " at "
                        + input.shape().position(i));
            }
        }
        return Optional.empty();
    }

    /** The element as a double; 0 for datatypes that have nothing but numbers. */
    private static double value(Tensor.Fixed input, int index) {
        ByteBuffer data = input.data();
        return switch (input.datatype()) {
            case FP16 -> Float.float16ToFloat(data.getShort(index * Short.BYTES));
            case BF16 -> Float.intBitsToFloat(data.getShort(index * Short.BYTES) << 16);
            case FP32 -> data.getFloat(index * Float.BYTES);
            case FP64 -> data.getDouble(index * Double.BYTES);
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES -> 0;
        };
    }
}
