package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.packager.xgboost.XgboostModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an XGBoost file says of itself, and whether XGBoost 3.0, which functions have, answers it as its author's does.
 *
 * @param model what was read
 */
public record XgboostFacts(XgboostModel model) implements WeightsFacts {

    /** The newest writer whose files were compared, answer by answer; the next one may mean something else. */
    private static final List<Integer> NEWEST = List.of(3, 4);

    /** What XGBoost 3.0 knows (its doc/parameter.rst, "Learning Task Parameters"). */
    private static final Set<String> OBJECTIVES = Set.of(
            "binary:hinge",
            "binary:logistic",
            "binary:logitraw",
            "count:poisson",
            "multi:softmax",
            "multi:softprob",
            "rank:map",
            "rank:ndcg",
            "rank:pairwise",
            "reg:absoluteerror",
            "reg:gamma",
            "reg:linear",
            "reg:logistic",
            "reg:pseudohubererror",
            "reg:quantileerror",
            "reg:squarederror",
            "reg:squaredlogerror",
            "reg:tweedie",
            "survival:aft",
            "survival:cox");

    /** Where the function can start rows from several base scores: see BaseScore in functions. */
    private static final Set<String> SEVERAL_BASE_SCORES = Set.of(
            "binary:logistic",
            "multi:softmax",
            "multi:softprob",
            "reg:absoluteerror",
            "reg:logistic",
            "reg:pseudohubererror",
            "reg:quantileerror",
            "reg:squarederror");

    private static final String TO_ONNX = "export it to ONNX, with onnxmltools";

    @Override
    public long parameters() {
        return model.nodes();
    }

    @Override
    public Optional<String> precision() {
        return Optional.of("float");
    }

    @Override
    public List<Problem> refusals(String place, String file) {
        List<Problem> problems = new ArrayList<>();
        String what = "the file \"" + file + "\" ";
        if (isNewer()) {
            problems.add(new Problem(
                    place,
                    what + "was written by XGBoost " + model.versionText(),
                    "at most " + NEWEST.get(0) + "." + NEWEST.get(1)
                            + ": what newer ones mean was not compared with what" + " functions answer",
                    "train with that one, or " + TO_ONNX));
        }
        if (!model.booster().equals("gbtree")) {
            problems.add(new Problem(
                    place,
                    what + "uses the booster " + model.booster(),
                    "gbtree: XGBoost 3.0, which functions have, answers others differently from newer ones, or not at all",
                    "train with gbtree"));
        }
        if (!OBJECTIVES.contains(model.objective())) {
            problems.add(new Problem(
                    place,
                    what + "was trained for " + model.objective(),
                    "an objective of XGBoost 3.0, which functions have",
                    "train for another, or " + TO_ONNX));
        } else if (model.baseScores().size() > 1 && !SEVERAL_BASE_SCORES.contains(model.objective())) {
            problems.add(new Problem(
                    place,
                    what + "starts from several base scores for " + model.objective(),
                    "one: XGBoost 3.0, which functions have, would answer wrongly",
                    "train with a base_score of your own, or " + TO_ONNX));
        }
        if (model.leafValues() > 1) {
            problems.add(new Problem(
                    place,
                    what + "has trees with " + model.leafValues() + " values a leaf (multi_output_tree)",
                    "one value a leaf: XGBoost 3.0, which functions have, reads others otherwise than newer ones",
                    "train with multi_strategy=\"one_output_per_tree\", or " + TO_ONNX));
        }
        if (model.features() == 0) {
            problems.add(new Problem(place, what + "does not say how many features a row has", "at least one", ""));
        }
        return problems;
    }

    private boolean isNewer() {
        int major = model.version().get(0);
        int minor = model.version().size() > 1 ? model.version().get(1) : 0;
        return major > NEWEST.get(0) || (major == NEWEST.get(0) && minor > NEWEST.get(1));
    }

    @Override
    public Signature signature(ModelSpec spec) {
        return TreeSignature.of(spec, Datatype.FP32, model.features(), model.values());
    }

    @Override
    public List<Told> told() {
        return List.of(
                new Told("written by", "XGBoost " + model.versionText()),
                new Told("objective", model.objective() + ", " + model.booster() + " of " + model.trees() + " trees"),
                new Told(
                        "features",
                        model.featureNames().isEmpty()
                                ? model.features() + " without names"
                                : String.join(", ", model.featureNames())));
    }

    @Override
    public Json.Fields json() {
        return Json.object()
                .with("version", Json.of(model.versionText()))
                .with("booster", Json.of(model.booster()))
                .with("objective", Json.of(model.objective()))
                .with("trees", Json.of(model.trees()))
                .with("base_scores", Json.texts(model.baseScores()))
                .with("features", Json.of(model.features()))
                .with("feature_names", Json.texts(model.featureNames()))
                .with("feature_types", Json.texts(model.featureTypes()));
    }

    @Override
    public String described() {
        return "is an XGBoost model for " + StarterText.safe(model.objective()) + ", " + model.trees()
                + " trees, written by XGBoost " + model.versionText();
    }

    @Override
    public PythonCode python(String file, Signature signature) {
        String input = JsonText.write(Json.of(signature.inputs().get(0).name()));
        String output = JsonText.write(Json.of(signature.outputs().get(0).name()));
        return new PythonCode(
                "xgboost",
                "booster = xgboost.Booster(model_file=" + JsonText.write(Json.of(file)) + ")",
                "outputs = {" + output + ": booster.inplace_predict(inputs[" + input + "], validate_features=False)}");
    }
}
