package dev.slipway.local.gateway;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.local.function.Endpoints;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.runtime.VersionHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the gateway answers by itself: the V2 protocol's questions about the whole server. */
final class ServerAnswers {

    private final Endpoints endpoints;
    private final String release;

    /**
     * Answers about these endpoints.
     *
     * @param release Slipway's own version
     */
    ServerAnswers(Endpoints endpoints, String release) {
        this.endpoints = endpoints;
        this.release = release;
    }

    /** {@code GET /v2}. */
    HttpAnswer server() {
        return HttpAnswer.json(
                200,
                Json.object()
                        .with("name", Json.of("slipway"))
                        .with("version", Json.of(release))
                        .with(
                                "extensions",
                                Json.texts(List.of("binary_tensor_data", "model_configuration", "model_repository"))));
    }

    /** {@code GET /v2/health/live} and {@code /ready}: the spec says live, KServe's client reads ready, so both. */
    HttpAnswer health(boolean asksReady) {
        boolean ready = ready();
        return HttpAnswer.json(
                asksReady && !ready ? 503 : 200,
                Json.object().with("live", Json.of(true)).with("ready", Json.of(ready)));
    }

    /** Whether every version that has traffic can answer. */
    boolean ready() {
        return endpoints.names().stream()
                .allMatch(name -> endpoints.routing(name).stream()
                        .flatMap(routing -> routing.weights().shares().keySet().stream())
                        .allMatch(version -> canAnswer(name, version)));
    }

    private boolean canAnswer(ModelName name, String version) {
        return endpoints.find(name, version).filter(VersionHost::canAnswer).isPresent();
    }

    /** {@code POST /v2/repository/index}: Triton's model repository extension, as clients of several models need it. */
    HttpAnswer index(byte[] body) {
        boolean onlyReady;
        try {
            onlyReady = body.length > 0
                    && JsonReader.parse("request", body).object().find("ready").isPresent()
                    && JsonReader.parse("request", body).truth("ready");
        } catch (JsonException e) {
            return HttpAnswer.error(400, String.valueOf(e.getMessage()));
        }
        List<Json> rows = new ArrayList<>();
        for (ModelName name : endpoints.names()) {
            for (String version : endpoints.routing(name).stream()
                    .flatMap(routing -> routing.weights().shares().keySet().stream())
                    .toList()) {
                boolean ready = canAnswer(name, version);
                if (ready || !onlyReady) {
                    rows.add(row(name, version, ready));
                }
            }
        }
        return HttpAnswer.json(200, Json.array(rows));
    }

    private Json row(ModelName name, String version, boolean ready) {
        String reason = ready
                ? ""
                : endpoints
                        .find(name, version)
                        .map(VersionHost::state)
                        .map(ServerAnswers::words)
                        .orElse("deleted");
        return Json.object()
                .with("name", Json.of(name.value()))
                .with("version", Json.of(version))
                .with("state", Json.of(ready ? "READY" : "UNAVAILABLE"))
                .with("reason", Json.of(reason));
    }

    private static String words(State state) {
        return switch (state) {
            case State.Pending _ -> "it is being started";
            case State.Active _, State.Inactive _ -> "it has no environment at the moment";
            case State.Failed _ -> "it does not start; its stage says why";
        };
    }

    /** An answer to a path that leads nowhere. */
    static HttpAnswer notFound(String path, Optional<String> hint) {
        return HttpAnswer.error(
                404, "no such path: " + path + hint.map(text -> "; " + text).orElse(""));
    }
}
