package dev.slipway.aws;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;

/** A call that only starts a function: {@code GET /v2/models/{model}/ready}, as an HTTP API would send it. */
final class WarmEvent {

    private WarmEvent() {}

    static byte[] of(ModelName endpoint) {
        String path = "/v2/models/" + endpoint + "/ready";
        return JsonText.canonical(Json.object()
                .with("version", Json.of("2.0"))
                .with("routeKey", Json.of("$default"))
                .with("rawPath", Json.of(path))
                .with("rawQueryString", Json.of(""))
                .with("headers", Json.object())
                .with(
                        "requestContext",
                        Json.object()
                                .with(
                                        "http",
                                        Json.object()
                                                .with("method", Json.of("GET"))
                                                .with("path", Json.of(path))))
                .with("isBase64Encoded", Json.of(false)));
    }
}
