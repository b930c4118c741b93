package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.packager.onnx.ElementType;
import dev.slipway.packager.onnx.OnnxModel;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The model config of a package (github.com/modelpack/model-spec docs/config.md, schema/config-schema.json at commit
 * d78bf32). Holds no times, no place and no machine.
 */
final class ModelConfig {

    private static final Set<ElementType> FLOATING =
            Set.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT, ElementType.DOUBLE);

    private ModelConfig() {}

    /** The config's bytes, canonical. */
    static byte[] bytes(ModelSpec spec, OnnxModel model, List<Digest> layers) {
        Json.Fields descriptor =
                Json.object().with("name", Json.of(spec.model().value().value()));
        if (spec.licence().isPresent()) {
            descriptor = descriptor.with(
                    "licenses", Json.texts(List.of(spec.licence().get())));
        }
        Json.Fields config = Json.object()
                .with("format", Json.of(spec.format().value().key()))
                .with("paramSize", Json.of(Long.toString(model.parameters())));
        List<ElementType> precisions = model.elementTypes().keySet().stream()
                .filter(FLOATING::contains)
                .toList();
        if (precisions.size() == 1) {
            config = config.with("precision", Json.of(precisions.get(0).name().toLowerCase(Locale.ROOT)));
        }
        return JsonText.canonical(Json.object()
                .with("descriptor", descriptor)
                .with("config", config)
                .with(
                        "modelfs",
                        Json.object()
                                .with("type", Json.of("layers"))
                                .with(
                                        "diffIds",
                                        Json.texts(layers.stream()
                                                .map(Digest::toString)
                                                .toList()))));
    }
}
