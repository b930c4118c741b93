package dev.slipway.core.proof;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Datatype;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of a V2 response.
 *
 * @param name its name
 * @param datatype its element type
 * @param shape its dimensions, outermost first
 * @param data its elements in row-major order, flat; JSON values, for they are compared as they were written
 */
public record OutputTensor(String name, Datatype datatype, List<Long> shape, List<Json> data) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where the shape and the number of elements contradict each other
     */
    public OutputTensor {
        shape = List.copyOf(shape);
        data = List.copyOf(data);
        long size = 1;
        for (long dimension : shape) {
            size = dimension < 0 ? -1 : Math.multiplyExact(size, dimension);
        }
        if (size != data.size()) {
            throw new IllegalArgumentException(
                    "output \"" + name + "\" has the shape " + shape + " and " + data.size() + " elements");
        }
    }

    /**
     * The outputs of a V2 response, in its order.
     *
     * @throws JsonException where it is none
     */
    public static List<OutputTensor> all(JsonReader response) {
        return response.children("outputs").stream().map(OutputTensor::read).toList();
    }

    private static OutputTensor read(JsonReader reader) {
        String datatype = reader.text("datatype");
        List<Json> flat = new ArrayList<>();
        reader.items("data").forEach(item -> flatten(item, flat));
        try {
            return new OutputTensor(
                    reader.text("name"),
                    Datatype.named(datatype)
                            .orElseThrow(() -> new JsonException(
                                    0, 0, reader.path() + ".datatype: \"" + datatype + "\" is none of the protocol's")),
                    reader.items("shape").stream()
                            .map(item -> dimension(reader, item))
                            .toList(),
                    flat);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new JsonException(0, 0, reader.path() + ": " + e.getMessage());
        }
    }

    private static long dimension(JsonReader reader, Json item) {
        if (item instanceof Json.Numeric(BigDecimal size)) {
            return size.longValueExact();
        }
        throw new JsonException(0, 0, reader.path() + ".shape: expected whole numbers");
    }

    /** Nested and flat data are the same tensor. */
    private static void flatten(Json item, List<Json> flat) {
        if (item instanceof Json.Array(List<Json> items)) {
            items.forEach(inner -> flatten(inner, flat));
        } else {
            flat.add(item);
        }
    }
}
