package dev.slipway.functions.v2;

import dev.slipway.core.model.Datatype;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.Tensor;
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
        BinaryWriter writer = new BinaryWriter(out);
        for (int i = 0; i < response.outputs().size(); i++) {
            if (response.binary().get(i)) {
                response.outputs().get(i).by(writer);
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
                    .number(tensor.by(BinaryWriter.SIZE))
                    .raw("}}");
            return;
        }
        out.raw(",\"data\":[");
        tensor.by(new ElementWriter(out));
        out.raw("]}");
    }

    /** Whether a datatype can be answered in JSON at all. */
    static boolean hasJsonForm(Datatype datatype) {
        return datatype != Datatype.BF16;
    }
}
