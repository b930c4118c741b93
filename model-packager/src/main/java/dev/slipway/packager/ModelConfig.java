package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.ModelSpec;
import java.util.List;

/**
 * The model config of a package (github.com/modelpack/model-spec docs/config.md, schema/config-schema.json at commit
 * d78bf32). Holds no times, no place and no machine.
 */
final class ModelConfig {

    private ModelConfig() {}

    /** The config's bytes, canonical. */
    static byte[] bytes(ModelSpec spec, ModelFormat format, WeightsFacts weights, List<Digest> layers) {
        Json.Fields descriptor =
                Json.object().with("name", Json.of(spec.model().value().value()));
        if (spec.licence().isPresent()) {
            descriptor = descriptor.with(
                    "licenses", Json.texts(List.of(spec.licence().get())));
        }
        Json.Fields config = Json.object()
                .with("format", Json.of(format.key()))
                .with("paramSize", Json.of(Long.toString(weights.parameters())));
        if (weights.precision().isPresent()) {
            config = config.with("precision", Json.of(weights.precision().get()));
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
