package dev.slipway.functions.v2;

import static dev.slipway.functions.v2.OpenApi.objectWith;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The schemas of {@link OpenApi}: JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
final class OpenApiSchemas {

    private static final int LONGEST_EXAMPLE = 10_000;

    private static final Json TEXT = type("string");

    private OpenApiSchemas() {}

    static Json all(Signature signature) {
        Json bool = type("boolean");
        Json any = type("object");
        Json tensor = objectWith(
                List.of("name", "datatype", "shape"),
                Json.object().with("name", TEXT).with("datatype", TEXT).with("shape", list(type("integer"))));
        return Json.object()
                .with("Error", objectWith(List.of("error"), Json.object().with("error", TEXT)))
                .with(
                        "Health",
                        objectWith(
                                List.of("live", "ready"),
                                Json.object().with("live", bool).with("ready", bool)))
                .with(
                        "Server",
                        objectWith(
                                List.of("name", "version", "extensions"),
                                Json.object()
                                        .with("name", TEXT)
                                        .with("version", TEXT)
                                        .with("extensions", list(TEXT))))
                .with(
                        "Model",
                        objectWith(
                                List.of("name", "versions", "platform", "inputs", "outputs"),
                                Json.object()
                                        .with("name", TEXT)
                                        .with("versions", list(TEXT))
                                        .with("platform", TEXT)
                                        .with("inputs", list(tensor))
                                        .with("outputs", list(tensor))))
                .with(
                        "ModelReady",
                        objectWith(
                                List.of("name", "ready"),
                                Json.object().with("name", TEXT).with("ready", bool)))
                .with(
                        "Index",
                        list(objectWith(
                                List.of("name", "version", "state", "reason"),
                                Json.object()
                                        .with("name", TEXT)
                                        .with("version", TEXT)
                                        .with("state", TEXT)
                                        .with("reason", TEXT))))
                .with("InferRequest", request(signature, any))
                .with("InferResponse", response(signature, any));
    }

    private static Json request(Signature signature, Json any) {
        Json output = objectWith(
                List.of("name"),
                Json.object()
                        .with("name", Json.object().with("enum", Json.array(OpenApi.names(signature.outputs()))))
                        .with("parameters", any));
        int inputs = signature.inputs().size();
        return objectWith(
                        List.of("inputs"),
                        Json.object()
                                .with("id", TEXT)
                                .with("parameters", any)
                                .with(
                                        "inputs",
                                        tensors(signature.inputs())
                                                .with("minItems", Json.of(inputs))
                                                .with("maxItems", Json.of(inputs)))
                                .with("outputs", list(output)))
                .with("examples", example(signature));
    }

    private static Json response(Signature signature, Json any) {
        return objectWith(
                List.of("model_name", "outputs"),
                Json.object()
                        .with("model_name", TEXT)
                        .with("model_version", TEXT)
                        .with("id", TEXT)
                        .with("parameters", any)
                        .with("outputs", tensors(signature.outputs())));
    }

    private static Json.Fields tensors(List<TensorSpec> specs) {
        return list(Json.object()
                .with(
                        "oneOf",
                        Json.array(specs.stream().map(OpenApiSchemas::tensor).toList())));
    }

    private static Json tensor(TensorSpec spec) {
        // a size for each place would say more, but few tools read that
        Json shape = list(type("integer").with("minimum", Json.of(0)))
                .with("minItems", Json.of(spec.shape().size()))
                .with("maxItems", Json.of(spec.shape().size()))
                .with("description", Json.of(Specs.shape(spec) + "; -1 takes any size"));
        Json datatype = Json.object().with("const", Json.of(spec.datatype().name()));
        Json.Fields properties = Json.object()
                .with("name", Json.object().with("const", Json.of(spec.name())))
                .with("datatype", datatype)
                .with("shape", shape)
                .with("parameters", type("object"))
                .with("data", Json.object().with("type", Json.of("array")).with("items", element(spec.datatype())));
        return objectWith(List.of("name", "datatype", "shape"), properties);
    }

    /** A request that is right: one row of nothing. */
    private static Json example(Signature signature) {
        List<Json> inputs = new ArrayList<>();
        for (TensorSpec spec : signature.inputs()) {
            List<Json> shape = new ArrayList<>();
            long elements = 1;
            for (long size : spec.shape()) {
                shape.add(Json.of(Math.max(1, size)));
                elements *= Math.max(1, size);
            }
            Json.Fields tensor = Json.object()
                    .with("name", Json.of(spec.name()))
                    .with("datatype", Json.of(spec.datatype().name()))
                    .with("shape", Json.array(shape));
            if (elements > LONGEST_EXAMPLE) {
                return Json.array(List.of());
            }
            inputs.add(tensor.with("data", Json.array(Collections.nCopies((int) elements, nothing(spec.datatype())))));
        }
        return Json.array(List.of(Json.object().with("inputs", Json.array(inputs))));
    }

    private static Json nothing(Datatype datatype) {
        return switch (datatype) {
            case BOOL -> Json.of(false);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64 -> Json.of(0);
            case BYTES -> Json.of("");
        };
    }

    /** An element, or a list of such: data may be nested as its shape is. */
    private static Json element(Datatype datatype) {
        Json.Fields value = switch (datatype) {
            case BOOL -> type("boolean");
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> type("integer");
            case FP16, BF16, FP32, FP64 -> type("number");
            case BYTES -> type("string");
        };
        return Json.object().with("anyOf", Json.array(List.of(value, type("array"))));
    }

    private static Json.Fields list(Json items) {
        return Json.object().with("type", Json.of("array")).with("items", items);
    }

    private static Json.Fields type(String name) {
        return Json.object().with("type", Json.of(name));
    }
}
