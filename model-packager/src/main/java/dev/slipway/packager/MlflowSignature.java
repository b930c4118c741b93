package dev.slipway.packager;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.mlflow.Mlmodel;
import dev.slipway.packager.mlflow.Schema;
import dev.slipway.packager.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an MLmodel's signature says of a file, as claims that the file is held to: tensors as they are, columns of a table as
 * one tensor of rows or as a tensor each. Pure.
 */
final class MlflowSignature {

    private final ModelSpec spec;
    private final Own own;
    private final List<Problem> problems = new ArrayList<>();

    /** How the file calls its tensors, and the features of its rows where it is a table of numbers. */
    private record Own(List<String> inputs, List<String> outputs, List<String> features, Optional<Datatype> row) {}

    private MlflowSignature(ModelSpec spec, WeightsFacts facts) {
        this.spec = spec;
        this.own = switch (facts) {
            case OnnxFacts(OnnxModel model) ->
                new Own(names(model.inputs()), names(model.outputs()), List.of(), Optional.empty());
            case XgboostFacts xgboost -> table(xgboost.model().featureNames(), Datatype.FP32);
            case LightgbmFacts lightgbm -> table(lightgbm.model().featureNames(), Datatype.FP64);
            case TextFacts _, TorchFacts _ -> throw new IllegalArgumentException("no flavour of MLflow's");
        };
    }

    private static List<String> names(List<OnnxModel.Value> values) {
        return values.stream().map(OnnxModel.Value::name).toList();
    }

    private static Own table(List<String> features, Datatype row) {
        return new Own(List.of(TreeSignature.INPUT), List.of(TreeSignature.OUTPUT), features, Optional.of(row));
    }

    /**
     * Decides.
     *
     * @param spec names the weights, and nothing of their signature
     * @return the spec with what the MLmodel says of inputs and outputs
     * @throws ProblemsException where the file says otherwise
     */
    static ModelSpec of(Mlmodel mlmodel, ModelSpec spec, WeightsFacts facts) {
        MlflowSignature decision = new MlflowSignature(spec, facts);
        ModelSpec claimed = decision.claimed(mlmodel);
        decision.raise();
        Signature signature = facts.signature(claimed);
        List<Located<TensorSpec>> inputs = new ArrayList<>(claimed.inputs());
        MlflowColumns columns =
                new MlflowColumns(spec.weights().getFirst().value(), decision.own.features(), decision.problems);
        mlmodel.inputs().ifPresent(schema -> {
            if (schema instanceof Schema.Columns table) {
                inputs.addAll(columns.inputs(table, signature.inputs()));
            }
        });
        mlmodel.outputs().ifPresent(schema -> {
            if (schema instanceof Schema.Columns table) {
                columns.outputs(table, signature.outputs());
            }
        });
        decision.raise();
        return claimed.withTensors(inputs, claimed.outputs());
    }

    private ModelSpec claimed(Mlmodel mlmodel) {
        return spec.withTensors(
                mlmodel.inputs()
                        .map(schema -> claims("input", schema, own.inputs(), own.row()))
                        .orElse(List.of()),
                mlmodel.outputs()
                        .map(schema -> claims("output", schema, own.outputs(), Optional.empty()))
                        .orElse(List.of()));
    }

    /**
     * The claims of one side.
     *
     * @param row what a row's numbers become, whichever the MLmodel says: MLflow turns them into that too
     */
    private List<Located<TensorSpec>> claims(String side, Schema schema, List<String> names, Optional<Datatype> row) {
        if (!(schema instanceof Schema.Tensors(Place place, List<Schema.Tensor> tensors))) {
            return List.of();
        }
        List<Located<TensorSpec>> claims = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            Schema.Tensor tensor = tensors.get(i);
            Optional<String> name = tensor.name()
                    .or(() -> names.size() == 1 && tensors.size() == 1
                            ? Optional.of(names.getFirst())
                            : Optional.empty());
            Optional<Datatype> datatype = tensor.datatype();
            if (name.isEmpty()) {
                add(
                        place,
                        "the signature does not name its " + side + " " + (i + 1),
                        "one of " + String.join(", ", names));
            } else if (datatype.isEmpty()) {
                add(
                        place,
                        "the signature's " + side + " \"" + name.get() + "\" is of " + tensor.dtype(),
                        "a dtype that has a word in the V2 protocol");
            } else {
                Datatype said = row.filter(_ -> isNumber(datatype.get())).orElse(datatype.get());
                claims.add(new Located<>(new TensorSpec(name.get(), said, tensor.shape()), place));
            }
        }
        return claims;
    }

    static boolean isNumber(Datatype datatype) {
        return switch (datatype) {
            case BYTES -> false;
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64 -> true;
        };
    }

    private void add(Place place, String found, String expected) {
        problems.add(new Problem(place.toString(), found, expected, MlflowColumns.TO_REPAIR));
    }

    private void raise() {
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }
}
