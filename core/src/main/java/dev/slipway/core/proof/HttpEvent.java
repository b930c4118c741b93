package dev.slipway.core.proof;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import java.time.Instant;
import java.util.Optional;

/**
 * The event that API Gateway's HTTP API would send a function for a call of ours, payload format 2.0 (AWS: "Create AWS
 * Lambda proxy integrations for HTTP APIs").
 */
public final class HttpEvent {

    private HttpEvent() {}

    /** A call for an inference, {@code POST /v2/models/{model}/infer}. */
    public static byte[] infer(ModelName model, Json.Fields request, String requestId, Instant time) {
        return event("POST", "/v2/models/" + model + "/infer", Optional.of(JsonText.write(request)), requestId, time);
    }

    /** A call that asks whether the model is ready, {@code GET /v2/models/{model}/ready}. */
    public static byte[] ready(ModelName model, String requestId, Instant time) {
        return event("GET", "/v2/models/" + model + "/ready", Optional.empty(), requestId, time);
    }

    private static byte[] event(String method, String path, Optional<String> body, String requestId, Instant time) {
        Json.Fields headers = Json.object().with("accept", Json.of("application/json"));
        if (body.isPresent()) {
            headers = headers.with("content-type", Json.of("application/json"));
        }
        Json.Fields http = Json.object()
                .with("method", Json.of(method))
                .with("path", Json.of(path))
                .with("protocol", Json.of("HTTP/1.1"))
                .with("sourceIp", Json.of("127.0.0.1"))
                .with("userAgent", Json.of("slipway-proof"));
        Json.Fields event = Json.object()
                .with("version", Json.of("2.0"))
                .with("routeKey", Json.of("$default"))
                .with("rawPath", Json.of(path))
                .with("rawQueryString", Json.of(""))
                .with("headers", headers)
                .with(
                        "requestContext",
                        Json.object()
                                .with("http", http)
                                .with("requestId", Json.of(requestId))
                                .with("routeKey", Json.of("$default"))
                                .with("stage", Json.of("$default"))
                                .with("timeEpoch", Json.of(time.toEpochMilli())))
                .with("isBase64Encoded", Json.of(false));
        return JsonText.canonical(
                body.<Json.Fields>map(text -> event.with("body", Json.of(text))).orElse(event));
    }
}
