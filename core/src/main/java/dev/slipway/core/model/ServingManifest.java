package dev.slipway.core.model;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a function must know to serve a package, so that it need not read {@code slipway.yaml}: the layer
 * {@value #PATH}, written by the packager.
 *
 * @param model the name clients use
 * @param format the weights' format
 * @param weights the paths of the weights in the package, the one to load first
 * @param samples the path of the golden samples, where there are any
 * @param signature inputs and outputs
 * @param capture what the ledger keeps of a prediction: {@code none} or {@code metadata}
 */
public record ServingManifest(
        ModelName model,
        ModelFormat format,
        List<String> weights,
        Optional<String> samples,
        Signature signature,
        String capture) {

    /** The layer's path in the package. */
    public static final String PATH = "serving.json";

    static final long SCHEMA_VERSION = 1;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where there are no weights
     */
    public ServingManifest {
        weights = List.copyOf(weights);
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("a package needs weights");
        }
    }

    /** The layer's bytes, canonical. */
    public byte[] bytes() {
        return JsonText.canonical(Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("model", Json.of(model.value()))
                .with("format", Json.of(format.key()))
                .with("weights", Json.texts(weights))
                .with("samples", Json.ofText(samples))
                .with("inputs", tensors(signature.inputs()))
                .with("outputs", tensors(signature.outputs()))
                .with("capture", Json.of(capture)));
    }

    /**
     * Reads the layer.
     *
     * @throws dev.slipway.core.json.JsonException where the bytes are something else
     * @throws IllegalArgumentException where a value in it is not allowed, or a newer packager wrote it
     */
    public static ServingManifest parse(byte[] bytes) {
        return PlainManifests.serving(bytes).orElseGet(() -> ofAnyForm(bytes));
    }

    private static ServingManifest ofAnyForm(byte[] bytes) {
        JsonReader reader = JsonReader.parse(PATH, bytes);
        long version = reader.whole("schema_version");
        if (version != SCHEMA_VERSION) {
            throw new IllegalArgumentException(PATH + " has schema_version " + version + "; this function reads "
                    + SCHEMA_VERSION + ": deploy the function's newer code first");
        }
        String format = reader.text("format");
        return new ServingManifest(
                new ModelName(reader.text("model")),
                ModelFormat.named(format)
                        .orElseThrow(
                                () -> new IllegalArgumentException("no engine here for format \"" + format + "\"")),
                reader.texts("weights"),
                reader.optionalText("samples"),
                new Signature(read(reader.children("inputs")), read(reader.children("outputs"))),
                reader.text("capture"));
    }

    private static Json tensors(List<TensorSpec> tensors) {
        return Json.array(tensors.stream()
                .map(tensor -> Json.object()
                        .with("name", Json.of(tensor.name()))
                        .with("datatype", Json.of(tensor.datatype().name()))
                        .with(
                                "shape",
                                Json.array(tensor.shape().stream().map(Json::of).toList())))
                .toList());
    }

    private static List<TensorSpec> read(List<JsonReader> readers) {
        List<TensorSpec> tensors = new ArrayList<>();
        for (JsonReader reader : readers) {
            tensors.add(tensor(reader));
        }
        return tensors;
    }

    private static TensorSpec tensor(JsonReader reader) {
        String datatype = reader.text("datatype");
        List<Long> shape = new ArrayList<>();
        for (Json item : reader.items("shape")) {
            shape.add(size(item));
        }
        return new TensorSpec(
                reader.text("name"),
                Datatype.named(datatype)
                        .orElseThrow(() -> new IllegalArgumentException("no datatype \"" + datatype + "\"")),
                shape);
    }

    private static Long size(Json item) {
        if (item instanceof Json.Numeric number) {
            return number.value().longValueExact();
        }
        throw new IllegalArgumentException("a shape in " + PATH + " has something else than whole numbers");
    }
}
