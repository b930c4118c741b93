package dev.slipway.packager.mlflow;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Requests of the V2 protocol out of MLflow's {@code input_example.json}: one a row where the model takes any number of
 * them, else one in all. They have no answers. Pure.
 */
public final class InputExample {

    /** The most rows that become requests. */
    private static final int MOST_ROWS = 20;

    private final Signature signature;

    private InputExample(Signature signature) {
        this.signature = signature;
    }

    /**
     * Makes requests.
     *
     * @param kind MLflow's word for the example: {@code dataframe} or {@code ndarray}
     * @return none where the example is of a kind that has no tensors, or lacks values: JSON has no form for them
     * @throws MismatchException where it does not fit the signature
     */
    public static List<Json.Fields> requests(String kind, byte[] bytes, Signature signature) {
        Json example;
        try {
            example = JsonText.parse(bytes);
        } catch (JsonException e) {
            return List.of(); // NaN, as Python writes it
        }
        InputExample made = new InputExample(signature);
        return switch (kind) {
            case "dataframe" -> made.table(example);
            case "ndarray" -> made.arrays(example);
            default -> List.of();
        };
    }

    /** {@code {"columns": [...], "data": [[...], ...]}}; the names are left out where the table had none. */
    private List<Json.Fields> table(Json example) {
        if (!(example instanceof Json.Fields split)
                || !(split.find("data").orElse(new Json.Null()) instanceof Json.Array(List<Json> rows))) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        if (split.find("columns").orElse(new Json.Null()) instanceof Json.Array(List<Json> columns)) {
            columns.forEach(
                    column -> names.add(column instanceof Json.Text(String name) ? name : JsonText.write(column)));
        }
        List<Json.Fields> requests = new ArrayList<>();
        for (Json row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
            if (row instanceof Json.Array(List<Json> values)
                    && values.stream().noneMatch(Json.Null.class::isInstance)) {
                requests.add(
                        signature.inputs().size() == 1
                                ? request(List.of(tensor(signature.inputs().getFirst(), Json.array(List.of(row)))))
                                : row(names, values));
            }
        }
        return requests;
    }

    /** A row of a table whose columns are tensors of their own. */
    private Json.Fields row(List<String> names, List<Json> values) {
        List<Json> tensors = new ArrayList<>();
        for (TensorSpec input : signature.inputs()) {
            int column = names.indexOf(input.name());
            if (column < 0 || column >= values.size()) {
                throw new MismatchException("has no column \"" + input.name() + "\"");
            }
            Json value = values.get(column);
            int missing = input.shape().size() - depth(value);
            for (int dimension = 0; dimension < missing; dimension++) {
                value = Json.array(List.of(value));
            }
            tensors.add(tensor(input, value));
        }
        return request(tensors);
    }

    /** An array, or one a name. */
    private List<Json.Fields> arrays(Json example) {
        Json held = example instanceof Json.Fields fields
                        && fields.fields().keySet().equals(Set.of("inputs"))
                ? fields.find("inputs").orElse(example)
                : example;
        Map<String, Json> byName = new LinkedHashMap<>();
        if (held instanceof Json.Fields fields) {
            byName.putAll(fields.fields());
        } else if (signature.inputs().size() == 1) {
            byName.put(signature.inputs().getFirst().name(), held);
        } else {
            throw new MismatchException(
                    "is one array, and the model takes " + signature.inputs().size());
        }
        OptionalInt rows = rows(byName);
        List<Json.Fields> requests = new ArrayList<>();
        for (int row = 0; row < Math.min(rows.orElse(1), MOST_ROWS); row++) {
            List<Json> tensors = new ArrayList<>();
            for (TensorSpec input : signature.inputs()) {
                Json array = Optional.ofNullable(byName.get(input.name()))
                        .orElseThrow(() -> new MismatchException("has no array \"" + input.name() + "\""));
                tensors.add(tensor(
                        input,
                        rows.isPresent()
                                ? Json.array(
                                        List.of(((Json.Array) array).items().get(row)))
                                : array));
            }
            requests.add(request(tensors));
        }
        return requests;
    }

    /** How many rows all arrays have, where each may have any number of them. */
    private OptionalInt rows(Map<String, Json> arrays) {
        OptionalInt rows = OptionalInt.empty();
        for (TensorSpec input : signature.inputs()) {
            boolean free = !input.shape().isEmpty() && input.shape().getFirst() == -1;
            if (!free || !(arrays.get(input.name()) instanceof Json.Array(List<Json> items))) {
                return OptionalInt.empty();
            }
            if (rows.isPresent() && rows.getAsInt() != items.size()) {
                return OptionalInt.empty();
            }
            rows = OptionalInt.of(items.size());
        }
        return rows;
    }

    private static Json.Fields request(List<Json> tensors) {
        return Json.object().with("inputs", Json.array(tensors));
    }

    private static Json tensor(TensorSpec spec, Json nested) {
        List<Long> shape = new ArrayList<>();
        List<Json> data = new ArrayList<>();
        for (Json at = nested;
                at instanceof Json.Array(List<Json> items);
                at = items.isEmpty() ? new Json.Null() : items.getFirst()) {
            shape.add((long) items.size());
        }
        flatten(nested, data);
        data.replaceAll(value -> asNumber(spec.datatype(), value));
        if (!spec.accepts(shape)) {
            throw new MismatchException(
                    "gives \"" + spec.name() + "\" the shape " + shape + ", and the signature " + spec.shape());
        }
        for (Json value : data) {
            if (!fits(spec.datatype(), value)) {
                throw new MismatchException("gives \"" + spec.name() + "\" the value " + JsonText.write(value)
                        + ", and the signature " + spec.datatype());
            }
        }
        return Json.object()
                .with("name", Json.of(spec.name()))
                .with("shape", Json.array(shape.stream().map(Json::of).toList()))
                .with("datatype", Json.of(spec.datatype().name()))
                .with("data", Json.array(data));
    }

    private static void flatten(Json value, List<Json> into) {
        if (value instanceof Json.Array(List<Json> items)) {
            items.forEach(item -> flatten(item, into));
        } else {
            into.add(value);
        }
    }

    /** MLflow writes true and false where a column of theirs becomes a number among others. */
    private static Json asNumber(Datatype datatype, Json value) {
        return value instanceof Json.Bool(boolean said) && datatype != Datatype.BOOL && datatype != Datatype.BYTES
                ? Json.of(said ? 1L : 0L)
                : value;
    }

    private static int depth(Json value) {
        return value instanceof Json.Array(List<Json> items) ? 1 + (items.isEmpty() ? 0 : depth(items.getFirst())) : 0;
    }

    private static boolean fits(Datatype datatype, Json value) {
        return switch (datatype) {
            case BOOL -> value instanceof Json.Bool;
            case BYTES -> value instanceof Json.Text;
            case FP16, BF16, FP32, FP64 -> value instanceof Json.Numeric;
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                value instanceof Json.Numeric(var number)
                        && number.stripTrailingZeros().scale() <= 0;
        };
    }

    /** The example is none of this model's inputs. */
    public static final class MismatchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MismatchException(String message) {
            super(message);
        }

        /** What is wrong with it, as the end of a sentence. */
        public String found() {
            return Optional.ofNullable(getMessage()).orElse("does not fit");
        }
    }
}
