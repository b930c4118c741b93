package dev.slipway.local.stage;

import dev.slipway.core.control.RefusedException;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.http.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The stage's API below {@code /stage/api/}: a request's parts in, an answer out. Errors are {@code {"error": "..."}}.
 * What it takes and answers is written down in {@code openapi.json} beside it.
 */
final class StageApi {

    private static final String DESCRIPTION = "openapi.json";

    private final Releases releases;
    private final Alarms alarms;
    private final Reading reading;
    private final Pinned pinned;

    StageApi(Releases releases, Alarms alarms, Reading reading, Pinned pinned) {
        this.releases = releases;
        this.alarms = alarms;
        this.reading = reading;
        this.pinned = pinned;
    }

    /**
     * Answers a request.
     *
     * @param method the request's method
     * @param path the path after {@code /stage/api/}, as it stands in the request line
     * @param query what stands after the question mark; empty where nothing does
     * @param body the request's body
     */
    HttpAnswer answer(String method, String path, String query, byte[] body) {
        try {
            List<String> parts = Arrays.stream(path.split("/", -1))
                    .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                    .toList();
            return answer(method, parts, new Query(query), body);
        } catch (RefusedException e) {
            return HttpAnswer.error(
                    switch (e.kind()) {
                        case WRONG -> 400;
                        case UNKNOWN -> 404;
                        case CONFLICT -> 409;
                    },
                    words(e));
        } catch (PlatformException e) {
            return failed(e);
        } catch (JsonException | IllegalArgumentException e) {
            return HttpAnswer.error(400, words(e));
        }
    }

    private static HttpAnswer failed(PlatformException e) {
        return switch (e) {
            case PlatformException.Missing _ -> HttpAnswer.error(404, words(e));
            case PlatformException.Conflict _, PlatformException.Refused _, PlatformException.Denied _ ->
                HttpAnswer.error(409, words(e));
            case PlatformException.Corrupt _ -> HttpAnswer.error(500, words(e));
            case PlatformException.Unavailable _ ->
                HttpAnswer.error(503, words(e)).with("Retry-After", "1");
        };
    }

    private static String words(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private HttpAnswer answer(String method, List<String> parts, Query query, byte[] body) {
        return switch (parts.getFirst() + "/" + parts.size()) {
            case "status/1" -> get(method, () -> ok("endpoints", releases.all()));
            case "stage/1" -> get(method, () -> HttpAnswer.json(200, reading.stage()));
            case "openapi.json/1" -> get(method, StageApi::description);
            case "plans/1" -> get(method, () -> ok("plans", releases.plans()));
            case "packages/1" -> get(method, () -> ok("packages", reading.packages()));
            case "packages/2" -> get(method, () -> HttpAnswer.json(200, reading.onePackage(parts.get(1))));
            case "endpoints/2", "endpoints/3" -> endpoint(method, parts, query, body);
            case "endpoints/5" -> version(method, parts, query, body);
            case "releases/1" ->
                isPost(method) ? start(JsonReader.parse("request", body)) : HttpAnswer.wrongMethod(method, "POST");
            case "releases/2" -> get(method, () -> HttpAnswer.json(200, releases.release(parts.get(1))));
            case "releases/3" -> get(method, () -> report(parts));
            case "alarms/1" -> get(method, this::allAlarms);
            case "alarms/2" -> alarm(method, parts.get(1), body);
            default -> notFound(parts);
        };
    }

    private static HttpAnswer get(String method, Supplier<HttpAnswer> answer) {
        return isGet(method) ? answer.get() : HttpAnswer.wrongMethod(method, "GET");
    }

    private static HttpAnswer description() {
        try (InputStream in = StageApi.class.getResourceAsStream(DESCRIPTION)) {
            return new HttpAnswer(
                    200,
                    Map.of("Content-Type", "application/json"),
                    Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGet(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private static boolean isPost(String method) {
        return method.equals("POST");
    }

    private static HttpAnswer ok(String key, List<Json.Fields> items) {
        return HttpAnswer.json(200, Json.object().with(key, Json.array(items)));
    }

    private static HttpAnswer notFound(List<String> parts) {
        return HttpAnswer.error(404, "no such path: /stage/api/" + String.join("/", parts));
    }

    private HttpAnswer endpoint(String method, List<String> parts, Query query, byte[] body) {
        ModelName model = new ModelName(parts.get(1));
        if (parts.size() == 2) {
            return get(method, () -> HttpAnswer.json(200, releases.status(model).json()));
        }
        return switch (parts.get(2)) {
            case "history" -> get(method, () -> HttpAnswer.json(200, reading.history(model, query)));
            case "traffic" -> get(method, () -> HttpAnswer.json(200, reading.traffic(model, query)));
            case "promote", "rollback", "pause", "resume", "approve" ->
                isPost(method)
                        ? act(model, parts.get(2), JsonReader.parse("request", body))
                        : HttpAnswer.wrongMethod(method, "POST");
            default -> notFound(parts);
        };
    }

    private HttpAnswer version(String method, List<String> parts, Query query, byte[] body) {
        if (!parts.get(2).equals("versions")) {
            return notFound(parts);
        }
        ModelName model = new ModelName(parts.get(1));
        String version = parts.get(3);
        return switch (parts.get(4)) {
            case "logs" -> get(method, () -> HttpAnswer.json(200, reading.logs(model, version, query)));
            case "infer" -> isPost(method) ? pinned.ask(model, version, body) : HttpAnswer.wrongMethod(method, "POST");
            default -> notFound(parts);
        };
    }

    private HttpAnswer act(ModelName model, String verb, JsonReader request) {
        return HttpAnswer.json(
                200,
                releases.act(model, verb, by(request), reason(request))
                        .orElseThrow()
                        .json());
    }

    private HttpAnswer start(JsonReader request) {
        return HttpAnswer.json(
                201, releases.start(request, by(request), reason(request)).json());
    }

    private static String by(JsonReader request) {
        return request.text("by");
    }

    private static String reason(JsonReader request) {
        return request.optionalText("reason").orElse("");
    }

    private HttpAnswer report(List<String> parts) {
        return parts.get(2).equals("report")
                ? new HttpAnswer(
                        200,
                        Map.of("Content-Type", "text/html; charset=utf-8"),
                        releases.page(parts.get(1)).getBytes(StandardCharsets.UTF_8))
                : notFound(parts);
    }

    private HttpAnswer allAlarms() {
        Json.Fields states = Json.object();
        for (Map.Entry<String, AlarmState> alarm : alarms.all().entrySet()) {
            states = states.with(alarm.getKey(), Json.of(alarm.getValue().name()));
        }
        return HttpAnswer.json(200, Json.object().with("alarms", states));
    }

    private HttpAnswer alarm(String method, String name, byte[] body) {
        if (method.equals("PUT")) {
            alarms.set(name, state(JsonReader.parse("request", body).text("state")));
        } else if (!isGet(method)) {
            return HttpAnswer.wrongMethod(method, "GET, PUT");
        }
        return HttpAnswer.json(
                200, Json.object().with("state", Json.of(alarms.state(name).name())));
    }

    private static AlarmState state(String word) {
        return Arrays.stream(AlarmState.values())
                .filter(state -> state.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "request.state: found \"" + word + "\"; expected OK, ALARM or INSUFFICIENT_DATA"));
    }
}
