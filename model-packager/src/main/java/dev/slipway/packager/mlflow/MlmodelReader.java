package dev.slipway.packager.mlflow;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.Yaml;
import dev.slipway.packager.mlflow.Mlmodel.Example;
import dev.slipway.packager.mlflow.Mlmodel.Flavour;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an {@code MLmodel}. Keys that say nothing of serving are passed over: MLflow adds some with every version. */
final class MlmodelReader {

    private static final String TO_REPAIR = "set it again with mlflow.models.set_signature";

    private final String file;

    MlmodelReader(String file) {
        this.file = file;
    }

    Mlmodel read(byte[] bytes) {
        Yaml root = Yaml.parse(file, bytes);
        Optional<Yaml> flavours = root.find("flavors");
        if (flavours.isEmpty()
                || !(flavours.get() instanceof Yaml.Mapping mapping)
                || mapping.entries().isEmpty()) {
            throw problem(flavours.orElse(root), "names no flavors", "an MLmodel, as MLflow writes it", "");
        }
        Optional<Yaml> signature = root.find("signature").filter(MlmodelReader::isThere);
        signature
                .flatMap(found -> found.find("params"))
                .filter(MlmodelReader::isThere)
                .ifPresent(params -> {
                    throw problem(
                            params,
                            "the signature has params",
                            "inputs and outputs: a function is asked with tensors alone",
                            "make them part of the model, and " + TO_REPAIR);
                });
        return new Mlmodel(
                root.place(),
                mapping.entries().stream().map(MlmodelReader::flavour).toList(),
                signature.flatMap(found -> schema(found, "inputs")),
                signature.flatMap(found -> schema(found, "outputs")),
                root.find("saved_input_example_info").flatMap(MlmodelReader::example),
                text(root, "mlflow_version").map(Located::value).orElse(""));
    }

    private static Flavour flavour(Yaml.Entry entry) {
        Yaml says = entry.value();
        return new Flavour(
                entry.key().text(),
                entry.key().place(),
                text(says, "data").or(() -> text(says, "model_path")),
                text(says, "model_class").map(Located::value).orElse(""),
                text(says, "loader_module").map(Located::value).orElse(""));
    }

    private static Optional<Example> example(Yaml info) {
        return text(info, "artifact_path")
                .map(path ->
                        new Example(path, text(info, "type").map(Located::value).orElse("")));
    }

    /** One side of the signature: JSON in a text of YAML. */
    private Optional<Schema> schema(Yaml signature, String side) {
        Optional<Located<String>> text = text(signature, side);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<JsonReader> fields = JsonReader.parse(
                            side, ("{\"" + side + "\":" + text.get().value() + "}").getBytes(StandardCharsets.UTF_8))
                    .children(side);
            List<Schema.Tensor> tensors = new ArrayList<>();
            List<Schema.Column> columns = new ArrayList<>();
            for (JsonReader field : fields) {
                if (field.object().find("tensor-spec").isPresent()) {
                    tensors.add(tensor(field));
                } else {
                    columns.add(column(field));
                }
            }
            if (!tensors.isEmpty() && !columns.isEmpty()) {
                throw new JsonException(0, 0, "tensors and columns, side by side");
            }
            return fields.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            columns.isEmpty()
                                    ? new Schema.Tensors(text.get().place(), tensors)
                                    : new Schema.Columns(text.get().place(), columns));
        } catch (JsonException e) {
            throw new ProblemsException(new Problem(
                    text.get().place().toString(),
                    "the signature's " + side + " cannot be read: " + e.getMessage(),
                    "",
                    TO_REPAIR));
        }
    }

    private static Schema.Tensor tensor(JsonReader field) {
        JsonReader spec = field.child("tensor-spec");
        return new Schema.Tensor(
                field.optionalText("name"),
                spec.text("dtype"),
                spec.items("shape").stream().map(MlmodelReader::dimension).toList());
    }

    private static long dimension(Json item) {
        if (item instanceof Json.Numeric(BigDecimal size)
                && size.stripTrailingZeros().scale() <= 0
                && size.compareTo(BigDecimal.valueOf(-1)) >= 0
                && size.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
            return size.longValueExact();
        }
        throw new JsonException(0, 0, "found the dimension " + JsonText.write(item));
    }

    private static Schema.Column column(JsonReader field) {
        boolean list = field.text("type").equals("array");
        return new Schema.Column(
                field.optionalText("name"),
                list ? field.child("items").text("type") : field.text("type"),
                list,
                field.object()
                        .find("required")
                        .filter(said -> said.equals(Json.of(false)))
                        .isEmpty());
    }

    private static Optional<Located<String>> text(Yaml block, String key) {
        return block.find(key)
                .flatMap(value -> value instanceof Yaml.Scalar scalar && isThere(scalar)
                        ? Optional.of(new Located<>(scalar.text(), scalar.place()))
                        : Optional.empty());
    }

    private static boolean isThere(Yaml value) {
        return !(value instanceof Yaml.Scalar scalar)
                || (scalar.kind() != Yaml.Kind.NOTHING && !scalar.text().isBlank());
    }

    private static ProblemsException problem(Yaml at, String found, String expected, String remedy) {
        return new ProblemsException(new Problem(at.place().toString(), found, expected, remedy));
    }
}
