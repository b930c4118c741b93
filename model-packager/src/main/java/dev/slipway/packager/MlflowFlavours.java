package dev.slipway.packager;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.mlflow.Mlmodel;
import dev.slipway.packager.mlflow.Mlmodel.Flavour;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of an MLmodel's flavours functions serve: those whose file is a format, and not Python that is run. Pure. */
final class MlflowFlavours {

    private static final Map<String, ModelFormat> SERVED = served();

    /** What of XGBoost's MLflow asks for just what the file answers. */
    private static final Set<String> ANSWERED_AS_THE_FILE = Set.of(
            "",
            "xgboost.core.Booster",
            "xgboost.sklearn.XGBRFRegressor",
            "xgboost.sklearn.XGBRanker",
            "xgboost.sklearn.XGBRegressor");

    private static final String ONNX = "export it to ONNX and save that with mlflow.onnx";

    /** The way out, by the flavour that stands beside the Python function. */
    private static final Map<String, String> WAYS_OUT = Map.of(
            "sklearn", "export it to ONNX with skl2onnx and save that with mlflow.onnx",
            "pytorch",
                    "export it to ONNX with torch.onnx.export and save that with mlflow.onnx, or package what"
                            + " torch.jit.save writes",
            "tensorflow", "export it to ONNX with tf2onnx and save that with mlflow.onnx",
            "keras", "export it to ONNX, model.export(..., format=\"onnx\"), and save that with mlflow.onnx",
            "catboost", "save it with save_model(..., format=\"onnx\") and that with mlflow.onnx",
            "transformers",
                    "export it to ONNX with optimum, and package that with its tokenizer.json as format: text-onnx");

    private MlflowFlavours() {}

    /**
     * What of a folder is served.
     *
     * @param format the format of its file
     * @param data the file, relative to the MLmodel
     */
    record Chosen(ModelFormat format, Located<String> data) {}

    private static Map<String, ModelFormat> served() {
        Map<String, ModelFormat> served = new LinkedHashMap<>();
        served.put("onnx", ModelFormat.ONNX);
        served.put("xgboost", ModelFormat.XGBOOST);
        served.put("lightgbm", ModelFormat.LIGHTGBM);
        return served;
    }

    /**
     * Chooses.
     *
     * @throws ProblemsException where none is served, or its file would answer otherwise than MLflow does
     */
    static Chosen choose(Mlmodel mlmodel) {
        for (Map.Entry<String, ModelFormat> served : SERVED.entrySet()) {
            Optional<Flavour> flavour = mlmodel.flavour(served.getKey());
            if (flavour.isPresent()) {
                return chosen(served.getValue(), flavour.get());
            }
        }
        throw none(mlmodel);
    }

    private static Chosen chosen(ModelFormat format, Flavour flavour) {
        String name = flavour.name();
        if (name.equals("lightgbm") && !flavour.modelClass().equals("lightgbm.basic.Booster")) {
            throw problem(
                    flavour.place(),
                    "the flavor lightgbm holds " + flavour.modelClass()
                            + " as a Python object, which runs code when it is loaded and is never accepted",
                    "a lightgbm.basic.Booster",
                    "save model.booster_ with mlflow.lightgbm, and a signature of what it answers");
        }
        if (name.equals("xgboost") && !ANSWERED_AS_THE_FILE.contains(flavour.modelClass())) {
            throw problem(
                    flavour.place(),
                    "the flavor xgboost holds " + flavour.modelClass()
                            + ", which MLflow may ask for something else than the file answers, such as labels",
                    "an xgboost.core.Booster",
                    "save model.get_booster() with mlflow.xgboost, and a signature of what it answers");
        }
        return new Chosen(
                format,
                flavour.data()
                        .orElseThrow(() -> problem(
                                flavour.place(), "the flavor " + name + " names no file", "data: and its path", "")));
    }

    private static ProblemsException none(Mlmodel mlmodel) {
        String names = mlmodel.flavours().stream().map(Flavour::name).collect(Collectors.joining(", "));
        String remedy = mlmodel.flavours().stream()
                .flatMap(flavour -> Optional.ofNullable(WAYS_OUT.get(flavour.name())).stream())
                .findFirst()
                .orElse(
                        mlmodel.flavours().size() == 1
                                ? "save the model itself with one of them, and let its graph or the client do what the function did"
                                : ONNX);
        return problem(
                mlmodel.flavours().getFirst().place(),
                "found the flavors " + names + ", which run Python code when they are loaded and are never accepted",
                "one of " + String.join(", ", SERVED.keySet()),
                remedy);
    }

    private static ProblemsException problem(Place place, String found, String expected, String remedy) {
        return new ProblemsException(new Problem(place.toString(), found, expected, remedy));
    }
}
