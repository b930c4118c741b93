package dev.slipway.packager;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.mlflow.Schema.Column;
import dev.slipway.packager.mlflow.Schema.Columns;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds the columns of a table, as an MLmodel's signature has them, to the tensors of a file. Pure. */
final class MlflowColumns {

    static final String TO_REPAIR = "set the signature again with mlflow.models.set_signature";

    private static final Set<Datatype> FLOATING = Set.of(Datatype.FP16, Datatype.BF16, Datatype.FP32, Datatype.FP64);

    private final String file;
    private final List<String> features;
    private final List<Problem> problems;

    /**
     * Compares with one file.
     *
     * @param features what it calls the numbers of a row, in their order; empty where it does not say
     * @param problems where what differs is added
     */
    MlflowColumns(String file, List<String> features, List<Problem> problems) {
        this.file = file;
        this.features = features;
        this.problems = problems;
    }

    /** Compares inputs, and says what the columns add to what the file says. */
    List<Located<TensorSpec>> inputs(Columns table, List<TensorSpec> own) {
        if (own.size() > 1 || own.getFirst().shape().size() != 2) {
            eachByName("input", table, own);
            return List.of();
        }
        TensorSpec rows = own.getFirst();
        long width = rows.shape().get(1);
        int count = table.columns().size();
        if (width >= 0 && width != count) {
            add(table.place(), "the signature has " + count + " columns", width + " features, as " + file + " takes");
            return List.of();
        }
        order(table);
        for (int i = 0; i < count; i++) {
            Column column = table.columns().get(i);
            if (!isOf(rows.datatype(), column)) {
                problems.add(new Problem(
                        table.place().toString(),
                        "the column " + named(column, i) + " is " + column.words(),
                        rows.datatype() == Datatype.BYTES
                                ? "string"
                                : "a number: rows go in as one tensor of " + rows.datatype(),
                        "encode it before the model is trained, or let an ONNX graph take it as a tensor of its own"));
            }
        }
        return List.of(new Located<>(
                new TensorSpec(
                        rows.name(), rows.datatype(), List.of(rows.shape().getFirst(), (long) count)),
                table.place()));
    }

    /** Rows go in by position, so the names must stand in the order in which the model learnt them. */
    private void order(Columns table) {
        Optional<List<String>> names = table.names();
        if (features.isEmpty() || names.isEmpty()) {
            return;
        }
        for (int i = 0; i < features.size(); i++) {
            if (!names.get().get(i).equals(features.get(i))) {
                add(
                        table.place(),
                        "column " + (i + 1) + " of the signature is \""
                                + names.get().get(i) + "\"",
                        "\"" + features.get(i) + "\": " + file + " has its features in that order");
                return;
            }
        }
    }

    /** Compares outputs. */
    void outputs(Columns table, List<TensorSpec> own) {
        boolean one = own.size() == 1
                && table.columns().stream()
                        .noneMatch(column -> column.name()
                                .filter(own.getFirst().name()::equals)
                                .isPresent());
        if (!one) {
            eachByName("output", table, own);
            return;
        }
        TensorSpec answer = own.getFirst();
        long width = answer.shape().size() == 2 ? answer.shape().get(1) : 1;
        boolean list = table.columns().size() == 1 && table.columns().getFirst().list();
        if (!list && width >= 0 && table.columns().size() != width) {
            add(
                    table.place(),
                    "the signature has " + table.columns().size() + " columns of outputs",
                    width + ", as " + file + " answers");
            return;
        }
        for (int i = 0; i < table.columns().size(); i++) {
            datatype(
                    "output " + named(table.columns().get(i), i),
                    table,
                    table.columns().get(i),
                    answer);
        }
    }

    private void eachByName(String side, Columns table, List<TensorSpec> own) {
        for (TensorSpec tensor : own) {
            Optional<Column> column = table.columns().stream()
                    .filter(said -> said.name().filter(tensor.name()::equals).isPresent())
                    .findFirst();
            if (column.isEmpty()) {
                add(table.place(), "the signature has no " + side + " \"" + tensor.name() + "\"", "all of " + file);
            } else {
                datatype(side + " \"" + tensor.name() + "\"", table, column.get(), tensor);
            }
        }
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            if (own.stream()
                    .noneMatch(tensor ->
                            column.name().filter(tensor.name()::equals).isPresent())) {
                add(table.place(), file + " has no " + side + " " + named(column, i), "the tensors of the file");
            }
        }
    }

    private void datatype(String what, Columns table, Column column, TensorSpec tensor) {
        boolean same = column.datatype()
                .filter(said ->
                        said == tensor.datatype() || (FLOATING.contains(said) && FLOATING.contains(tensor.datatype())))
                .isPresent();
        if (!same) {
            add(
                    table.place(),
                    "the signature's " + what + " is " + column.words(),
                    tensor.datatype() + ", as " + file + " has it");
        }
    }

    private static boolean isOf(Datatype wanted, Column column) {
        return !column.list()
                && column.datatype()
                        .filter(said -> MlflowSignature.isNumber(said) == MlflowSignature.isNumber(wanted))
                        .isPresent();
    }

    private static String named(Column column, int index) {
        return column.name().map(name -> "\"" + name + "\"").orElse(String.valueOf(index + 1));
    }

    private void add(Place place, String found, String expected) {
        problems.add(new Problem(place.toString(), found, expected, TO_REPAIR));
    }
}
