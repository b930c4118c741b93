package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.lightgbm.LightgbmModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a LightGBM file says of itself, and whether LightGBM 4.3, which functions have, reads it.
 *
 * @param model what was read
 */
public record LightgbmFacts(LightgbmModel model) implements WeightsFacts {

    private static final Set<String> VERSIONS = Set.of("v2", "v3", "v4");

    @Override
    public long parameters() {
        return model.leaves();
    }

    @Override
    public Optional<String> precision() {
        return Optional.of("double");
    }

    @Override
    public List<Problem> refusals(String place, String file) {
        return VERSIONS.contains(model.version())
                ? List.of()
                : List.of(new Problem(
                        place,
                        "the file \"" + file + "\" is LightGBM's text of version \"" + model.version() + "\"",
                        "v2 to v4, which LightGBM 4.3 in the functions reads",
                        "save it with LightGBM 4, or export it to ONNX, with onnxmltools"));
    }

    @Override
    public Signature signature(ModelSpec spec) {
        return TreeSignature.of(spec, Datatype.FP64, model.features(), model.values());
    }

    @Override
    public List<Told> told() {
        return List.of(
                new Told("written as", "LightGBM text " + model.version()),
                new Told(
                        "objective",
                        (model.objective().isEmpty() ? "none" : model.objective()) + ", " + model.trees() + " trees"),
                new Told("features", String.join(", ", model.featureNames())));
    }

    @Override
    public Json.Fields json() {
        return Json.object()
                .with("version", Json.of(model.version()))
                .with("objective", Json.of(model.objective()))
                .with("trees", Json.of(model.trees()))
                .with("features", Json.of(model.features()))
                .with("feature_names", Json.texts(model.featureNames()));
    }

    @Override
    public String described() {
        return "is a LightGBM model for " + StarterText.safe(model.objective()) + ", " + model.trees() + " trees";
    }

    @Override
    public PythonCode python(String file, Signature signature) {
        String input = JsonText.write(Json.of(signature.inputs().get(0).name()));
        String output = JsonText.write(Json.of(signature.outputs().get(0).name()));
        return new PythonCode(
                "lightgbm",
                "booster = lightgbm.Booster(model_file=" + JsonText.write(Json.of(file)) + ")",
                "outputs = {" + output + ": booster.predict(inputs[" + input + "])}");
    }
}
