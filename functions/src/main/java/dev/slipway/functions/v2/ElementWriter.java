package dev.slipway.functions.v2;

import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes elements as JSON: floating-point numbers in the shortest form that reads back the same (Raffaello Giulietti).
 *
 * @param out where they go
 */
record ElementWriter(JsonBytes out) implements Tensor.Kinds<JsonBytes, RuntimeException> {

    @Override
    public JsonBytes fixed(Tensor.Fixed tensor) {
        int count = Math.toIntExact(tensor.shape().elements());
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.raw(',');
            }
            element(tensor, i, out);
        }
        return out;
    }

    @Override
    public JsonBytes bytes(Tensor.Bytes tensor) {
        List<byte[]> elements = tensor.elements();
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            if (Utf8.decode(elements.get(i)).isEmpty()) {
                throw new NoJsonFormException("output \"" + tensor.name() + "\" has bytes that are not UTF-8 at "
                        + tensor.shape().position(i) + ", and JSON has no form for them; ask for it as binary tensor"
                        + " data (parameters.binary_data)");
            }
            out.string(ByteBuffer.wrap(elements.get(i)));
        }
        return out;
    }

    private static void element(Tensor.Fixed tensor, int index, JsonBytes out) {
        ByteBuffer data = tensor.data();
        switch (tensor.datatype()) {
            case BOOL -> out.raw(data.get(index) == 0 ? "false" : "true");
            case UINT8 -> out.number(Byte.toUnsignedInt(data.get(index)));
            case INT8 -> out.number(data.get(index));
            case UINT16 -> out.number(Short.toUnsignedInt(data.getShort(index * Short.BYTES)));
            case INT16 -> out.number(data.getShort(index * Short.BYTES));
            case UINT32 -> out.number(Integer.toUnsignedLong(data.getInt(index * Integer.BYTES)));
            case INT32 -> out.number(data.getInt(index * Integer.BYTES));
            case UINT64 -> out.raw(Long.toUnsignedString(data.getLong(index * Long.BYTES)));
            case INT64 -> out.number(data.getLong(index * Long.BYTES));
            case FP16 -> single(tensor, index, Float.float16ToFloat(data.getShort(index * Short.BYTES)), out);
            case FP32 -> single(tensor, index, data.getFloat(index * Float.BYTES), out);
            case FP64 -> {
                double value = data.getDouble(index * Double.BYTES);
                if (!Double.isFinite(value)) {
                    throw noJsonForm(tensor, index, Double.toString(value));
                }
                out.raw(Double.toString(value));
            }
            case BF16, BYTES ->
                throw noJsonForm(tensor, index, tensor.datatype().name());
        }
    }

    private static void single(Tensor.Fixed tensor, int index, float value, JsonBytes out) {
        if (!Float.isFinite(value)) {
            throw noJsonForm(tensor, index, Float.toString(value));
        }
        out.raw(Float.toString(value));
    }

    private static NoJsonFormException noJsonForm(Tensor.Fixed tensor, int index, String found) {
        return new NoJsonFormException("output \"" + tensor.name() + "\" has " + found + " at "
                + tensor.shape().position(index) + ", and JSON has no form for it; ask for the output as binary tensor"
                + " data (parameters.binary_data)");
    }
}
