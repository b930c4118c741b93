package dev.slipway.functions.v2;

import dev.slipway.core.model.Datatype;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;

/**
 * Writes answers. What JSON has no form for is refused with its place, never written as null or 0: NaN, an infinity,
 * BF16, byte strings that are no text. Binary tensor data carries all of them.
 */
public final class ResponseWriter {

    private ResponseWriter() {}

    /**
     * Writes an answer.
     *
     * @return how many of the bytes are JSON, where binary tensor data follows it
     * @throws NoJsonFormException where the model answered something that the form asked for cannot carry
     */
    public static OptionalInt write(InferResponse response, JsonBytes out) {
        out.raw("{\"model_name\":").string(response.modelName());
        out.raw(",\"model_version\":").string(response.modelVersion());
        response.id().ifPresent(id -> out.raw(",\"id\":").string(id));
        out.raw(",\"outputs\":[");
        boolean anyBinary = false;
        for (int i = 0; i < response.outputs().size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            boolean binary = response.binary().get(i);
            anyBinary |= binary;
            output(response.outputs().get(i), binary, out);
        }
        out.raw("]}");
        if (!anyBinary) {
            return OptionalInt.empty();
        }
        int json = out.length();
        for (int i = 0; i < response.outputs().size(); i++) {
            if (response.binary().get(i)) {
                binary(response.outputs().get(i), out);
            }
        }
        return OptionalInt.of(json);
    }

    private static void output(Tensor tensor, boolean binary, JsonBytes out) {
        out.raw("{\"name\":").string(tensor.name());
        out.raw(",\"shape\":").raw(tensor.shape().toString());
        out.raw(",\"datatype\":\"").raw(tensor.datatype().name()).raw('"');
        if (binary) {
            out.raw(",\"parameters\":{\"binary_data_size\":")
                    .number(binarySize(tensor))
                    .raw("}}");
            return;
        }
        out.raw(",\"data\":[");
        switch (tensor) {
            case Tensor.Fixed fixed -> ElementWriter.write(fixed, out);
            case Tensor.Bytes strings -> texts(strings, out);
        }
        out.raw("]}");
    }

    private static void texts(Tensor.Bytes tensor, JsonBytes out) {
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
    }

    private static long binarySize(Tensor tensor) {
        return switch (tensor) {
            case Tensor.Fixed fixed -> fixed.data().limit();
            case Tensor.Bytes strings ->
                strings.elements().stream()
                        .mapToLong(element -> (long) Integer.BYTES + element.length)
                        .sum();
        };
    }

    private static void binary(Tensor tensor, JsonBytes out) {
        switch (tensor) {
            case Tensor.Fixed fixed -> out.raw(fixed.data());
            case Tensor.Bytes strings -> {
                ByteBuffer size = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                for (byte[] element : strings.elements()) {
                    out.raw(size.putInt(0, element.length)).raw(ByteBuffer.wrap(element));
                }
            }
        }
    }

    /** Whether a datatype can be answered in JSON at all. */
    static boolean hasJsonForm(Datatype datatype) {
        return datatype != Datatype.BF16;
    }
}
