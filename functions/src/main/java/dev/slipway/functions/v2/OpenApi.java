package dev.slipway.functions.v2;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI 3.1 document of one model, made from its signature: which paths there are, and for a prediction exactly
 * the tensors that go in and come out. What JSON Schema cannot say, that data has as many elements as its shape, is told
 * in words.
 */
final class OpenApi {

    private static final String JSON = "application/json";

    private final ServedModel model;

    private OpenApi(ServedModel model) {
        this.model = model;
    }

    static Json document(ServedModel model) {
        return new OpenApi(model).write();
    }

    private Json write() {
        String own = "/v2/models/" + model.name();
        String pinned = own + "/versions/" + model.version();
        Json.Fields paths = Json.object()
                .with("/v2", get("serverMetadata", "What this server is", ref("Server")))
                .with("/v2/health/live", get("live", "Whether the server lives", ref("Health")))
                .with("/v2/health/ready", health())
                .with("/v2/repository/index", index());
        for (String path : List.of(own, pinned)) {
            String suffix = path.equals(own) ? "" : "Pinned";
            paths = paths.with(path, get("model" + suffix, "Inputs and outputs", ref("Model")))
                    .with(path + "/ready", modelReady(suffix))
                    .with(path + "/config", get("config" + suffix, "Triton's configuration", anything()))
                    .with(path + "/openapi.json", get("openapi" + suffix, "This document", anything()))
                    .with(path + "/infer", infer(suffix));
        }
        return Json.object()
                .with("openapi", Json.of("3.1.0"))
                .with(
                        "info",
                        Json.object()
                                .with("title", Json.of(model.name().value()))
                                .with("version", Json.of(model.version()))
                                .with(
                                        "description",
                                        Json.of("Open Inference Protocol V2 for package " + model.digest()
                                                + ". A tensor's"
                                                + " data has as many elements as its shape says, row-major, flat or"
                                                + " nested.")))
                .with("paths", paths)
                .with("components", Json.object().with("schemas", OpenApiSchemas.all(model.signature())));
    }

    static Json ref(String schema) {
        return Json.object().with("$ref", Json.of("#/components/schemas/" + schema));
    }

    private static Json anything() {
        return Json.object().with("type", Json.of("object"));
    }

    private static Json get(String id, String summary, Json schema) {
        return Json.object().with("get", operation(id, summary, responses(Map.of("200", answer(summary, schema)))));
    }

    private static Json health() {
        return Json.object()
                .with(
                        "get",
                        operation(
                                "ready",
                                "Whether the server can answer",
                                responses(Map.of(
                                        "200",
                                        answer("It can", ref("Health")),
                                        "503",
                                        answer("Not now", ref("Health"))))));
    }

    private static Json modelReady(String suffix) {
        return Json.object()
                .with(
                        "get",
                        operation(
                                "modelReady" + suffix,
                                "Whether the model can answer",
                                responses(Map.of(
                                        "200",
                                        answer("It can", ref("ModelReady")),
                                        "503",
                                        answer("Not now", anything())))));
    }

    private static Json index() {
        Json.Fields asked = Json.object()
                .with("type", Json.of("object"))
                .with("properties", Json.object().with("ready", Json.object().with("type", Json.of("boolean"))));
        return Json.object()
                .with(
                        "post",
                        operation(
                                        "index",
                                        "Which models there are",
                                        responses(Map.of("200", answer("The models", ref("Index")))))
                                .with(
                                        "requestBody",
                                        body(
                                                false,
                                                Json.object()
                                                        .with(
                                                                JSON,
                                                                Json.object().with("schema", asked)))));
    }

    private static Json infer(String suffix) {
        Json.Fields binary = Json.object()
                .with("type", Json.of("string"))
                .with("format", Json.of("binary"))
                .with(
                        "description",
                        Json.of("The JSON of a request, then its binary tensors; the header"
                                + " Inference-Header-Content-Length says how long the JSON is"));
        Json.Fields content = Json.object()
                .with(JSON, Json.object().with("schema", ref("InferRequest")))
                .with("application/octet-stream", Json.object().with("schema", binary));
        Json.Fields answered = Json.object()
                .with("description", Json.of("A prediction"))
                .with(
                        "content",
                        Json.object()
                                .with(JSON, Json.object().with("schema", ref("InferResponse")))
                                .with("application/octet-stream", Json.object().with("schema", binary)))
                .with("headers", headers());
        Json header = Json.object()
                .with("name", Json.of("Inference-Header-Content-Length"))
                .with("in", Json.of("header"))
                .with("required", Json.of(false))
                .with("schema", Json.object().with("type", Json.of("integer")).with("minimum", Json.of(0)));
        return Json.object()
                .with(
                        "post",
                        operation("infer" + suffix, "A prediction", responses(Map.of("200", answered)))
                                .with("parameters", Json.array(List.of(header)))
                                .with("requestBody", body(true, content)));
    }

    private static Json headers() {
        Json.Fields text = Json.object().with("schema", Json.object().with("type", Json.of("string")));
        return Json.object()
                .with("Slipway-Version", text.with("description", Json.of("the version that answered")))
                .with("Slipway-Digest", text.with("description", Json.of("the package it serves")))
                .with("Slipway-Request-Id", text.with("description", Json.of("finds the call in the log")));
    }

    private static Json.Fields body(boolean required, Json content) {
        return Json.object().with("required", Json.of(required)).with("content", content);
    }

    private static Json.Fields operation(String id, String summary, Json responses) {
        return Json.object()
                .with("operationId", Json.of(id))
                .with("summary", Json.of(summary))
                .with("responses", responses);
    }

    private static Json answer(String description, Json schema) {
        return Json.object()
                .with("description", Json.of(description))
                .with("content", Json.object().with(JSON, Json.object().with("schema", schema)));
    }

    /** The answers of an operation, and the errors that each has. */
    private static Json responses(Map<String, Json> own) {
        Json.Fields all = Json.object();
        for (String status : own.keySet().stream().sorted().toList()) {
            all = all.with(status, own.getOrDefault(status, Json.object()));
        }
        return all.with("4XX", answer("The client's fault; the message says what was expected", ref("Error")))
                .with("5XX", answer("The model's fault, or the server's", ref("Error")));
    }

    /** Names of tensors as a list of values, in order. */
    static List<Json> names(List<TensorSpec> specs) {
        List<Json> names = new ArrayList<>();
        specs.forEach(spec -> names.add(Json.of(spec.name())));
        return names;
    }

    /** An object that must have these keys. */
    static Json.Fields objectWith(List<String> required, Json.Fields properties) {
        return Json.object()
                .with("type", Json.of("object"))
                .with("required", Json.texts(required))
                .with("properties", properties);
    }
}
