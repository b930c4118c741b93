package dev.slipway.functions.v2;

import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.json.JsonBytes;
import java.util.List;

/** The protocol's answers that do not change while a function lives. */
final class Metadata {

    private Metadata() {}

    static void server(String serverVersion, JsonBytes out) {
        out.raw("{\"name\":\"slipway\",\"version\":").string(serverVersion);
        out.raw(",\"extensions\":[\"binary_tensor_data\",\"model_configuration\",\"model_repository\"]}");
    }

    static void modelReady(ServedModel model, boolean ready, JsonBytes out) {
        out.raw("{\"name\":").string(model.name().value());
        out.raw(",\"ready\":").raw(ready ? "true}" : "false}");
    }

    static void model(ServedModel model, JsonBytes out) {
        out.raw("{\"name\":").string(model.name().value());
        out.raw(",\"versions\":[").string(model.version());
        out.raw("],\"platform\":").string(model.platform());
        out.raw(",\"inputs\":[");
        tensors(model.signature().inputs(), out);
        out.raw("],\"outputs\":[");
        tensors(model.signature().outputs(), out);
        out.raw("]}");
    }

    private static void tensors(List<TensorSpec> specs, JsonBytes out) {
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(spec.name());
            out.raw(",\"datatype\":\"").raw(spec.datatype().name());
            out.raw("\",\"shape\":").raw(Specs.shape(spec)).raw('}');
        }
    }
}
