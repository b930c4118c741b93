package dev.slipway.packager.mlflow;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.spec.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One side of a signature of MLflow's: tensors, or the columns of a table. */
public sealed interface Schema {

    /** Where it stands. */
    Place place();

    /**
     * Tensors.
     *
     * @param place where they stand
     * @param tensors at least one
     */
    record Tensors(Place place, List<Tensor> tensors) implements Schema {
        /** Copies the tensors. */
        public Tensors {
            tensors = List.copyOf(tensors);
        }
    }

    /**
     * Columns of a table.
     *
     * @param place where they stand
     * @param columns at least one
     */
    record Columns(Place place, List<Column> columns) implements Schema {
        /** Copies the columns. */
        public Columns {
            columns = List.copyOf(columns);
        }

        /** The names, where all columns have one. */
        public Optional<List<String>> names() {
            List<String> names =
                    columns.stream().flatMap(column -> column.name().stream()).toList();
            return names.size() == columns.size() ? Optional.of(names) : Optional.empty();
        }
    }

    /**
     * A tensor.
     *
     * @param name its name, where it has one
     * @param dtype NumPy's word for its elements
     * @param shape its dimensions; -1 for any
     */
    record Tensor(Optional<String> name, String dtype, List<Long> shape) {

        private static final Map<String, Datatype> DATATYPES = Map.ofEntries(
                Map.entry("bool", Datatype.BOOL),
                Map.entry("uint8", Datatype.UINT8),
                Map.entry("uint16", Datatype.UINT16),
                Map.entry("uint32", Datatype.UINT32),
                Map.entry("uint64", Datatype.UINT64),
                Map.entry("int8", Datatype.INT8),
                Map.entry("int16", Datatype.INT16),
                Map.entry("int32", Datatype.INT32),
                Map.entry("int64", Datatype.INT64),
                Map.entry("float16", Datatype.FP16),
                Map.entry("float32", Datatype.FP32),
                Map.entry("float64", Datatype.FP64),
                Map.entry("str", Datatype.BYTES),
                Map.entry("object", Datatype.BYTES),
                Map.entry("bytes", Datatype.BYTES));

        /** Copies the shape. */
        public Tensor {
            shape = List.copyOf(shape);
        }

        /** The protocol's word for its elements, where it has one. */
        public Optional<Datatype> datatype() {
            return Optional.ofNullable(DATATYPES.get(dtype));
        }
    }

    /**
     * A column.
     *
     * @param name its name, where it has one
     * @param type MLflow's word for a value, or for the items of one that is a list
     * @param list whether a value is a list
     * @param required whether it may not be missing
     */
    record Column(Optional<String> name, String type, boolean list, boolean required) {

        private static final Map<String, Datatype> DATATYPES = Map.of(
                "boolean", Datatype.BOOL,
                "integer", Datatype.INT32,
                "long", Datatype.INT64,
                "float", Datatype.FP32,
                "double", Datatype.FP64,
                "string", Datatype.BYTES,
                "binary", Datatype.BYTES);

        /** The protocol's word for a value, where it has one. */
        public Optional<Datatype> datatype() {
            return Optional.ofNullable(DATATYPES.get(type));
        }

        /** What a message calls it. */
        public String words() {
            return list ? "a list of " + type : type;
        }
    }
}
