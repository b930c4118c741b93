package dev.slipway.functions.v2;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.json.JsonBytes;
import java.util.List;

/**
 * Two more of Triton's extensions that clients ask for before anything else: a model's configuration, and the models that
 * there are (triton-inference-server/server docs/protocol, extension_model_configuration.md and
 * extension_model_repository.md). A batch has no dimension of its own here, so {@code max_batch_size} is 0 and
 * {@code dims} are whole.
 */
final class ModelConfiguration {

    private ModelConfiguration() {}

    static void write(ServedModel model, JsonBytes out) {
        out.raw("{\"name\":").string(model.name().value());
        out.raw(",\"platform\":").string(model.platform());
        out.raw(",\"backend\":\"slipway\",\"max_batch_size\":0,\"input\":[");
        tensors(model.signature().inputs(), out);
        out.raw("],\"output\":[");
        tensors(model.signature().outputs(), out);
        out.raw("]}");
    }

    private static void tensors(List<TensorSpec> specs, JsonBytes out) {
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(spec.name());
            out.raw(",\"data_type\":\"TYPE_")
                    .raw(
                            spec.datatype() == Datatype.BYTES
                                    ? "STRING"
                                    : spec.datatype().name());
            out.raw("\",\"dims\":").raw(Specs.shape(spec)).raw('}');
        }
    }

    /** One row: an endpoint knows of no model but its own. */
    static void index(ServedModel model, boolean ready, JsonBytes out) {
        out.raw("[{\"name\":").string(model.name().value());
        out.raw(",\"version\":").string(model.version());
        out.raw(ready ? ",\"state\":\"READY\"" : ",\"state\":\"UNAVAILABLE\"");
        out.raw(",\"reason\":\"\"}]");
    }
}
