package dev.slipway.functions.front;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Answers every call of a stage's API that is for no model: {@code GET /v2}, {@code GET /v2/health/live} and
 * {@code /ready}, {@code POST /v2/repository/index}, and 404 to the rest.
 */
public final class FrontHandler implements RequestStreamHandler {

    private static final String NOT_HERE = "; models answer at /v2/models/{model}/infer, and POST /v2/repository/index"
            + " says which models there are";

    private final Models models;
    private final String release;
    private final PrintStream log;

    /** What Lambda calls. */
    public FrontHandler() {
        this(Wiring.ofThisProcess().models(), Wiring.release(), System.err);
    }

    /**
     * A handler of these parts.
     *
     * @param release Slipway's own version
     */
    FrontHandler(Models models, String release, PrintStream log) {
        this.models = models;
        this.release = release;
        this.log = log;
    }

    /** An answer: its status and its body. */
    private record Answer(int status, Json body) {
        static Answer error(int status, String message) {
            return new Answer(status, Json.object().with("error", Json.of(message)));
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String id = context.getAwsRequestId();
        Answer answer = answer(JsonReader.parse("event", input.readAllBytes()), id);
        output.write(JsonText.canonical(Json.object()
                .with("statusCode", Json.of(answer.status()))
                .with(
                        "headers",
                        Json.object()
                                .with("Content-Type", Json.of("application/json"))
                                .with("Slipway-Request-Id", Json.of(id)))
                .with("body", Json.of(JsonText.write(answer.body())))
                .with("isBase64Encoded", Json.of(false))));
    }

    private Answer answer(JsonReader event, String id) {
        String method = method(event);
        String path = event.optionalText("rawPath").orElseGet(() -> event.text("path"));
        String trimmed = path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
        try {
            return switch (trimmed) {
                case "/v2" -> method.equals("GET") ? server() : wrongMethod(method, "GET");
                case "/v2/health/live" -> method.equals("GET") ? health(false) : wrongMethod(method, "GET");
                case "/v2/health/ready" -> method.equals("GET") ? health(true) : wrongMethod(method, "GET");
                case "/v2/repository/index" -> method.equals("POST") ? index(event) : wrongMethod(method, "POST");
                default -> Answer.error(404, "no such path: " + path + NOT_HERE);
            };
        } catch (PlatformException e) {
            log.println("slipway: request " + id + ": " + e);
            return Answer.error(503, "the platform does not answer; try again, and see the log for request " + id);
        }
    }

    private Answer server() {
        return new Answer(
                200,
                Json.object()
                        .with("name", Json.of("slipway"))
                        .with("version", Json.of(release))
                        .with(
                                "extensions",
                                Json.texts(List.of("binary_tensor_data", "model_configuration", "model_repository"))));
    }

    /** The specification says live, KServe's client reads ready, so both. */
    private Answer health(boolean asksReady) {
        boolean ready = models.serving().stream().allMatch(Models.Version::ready);
        return new Answer(
                asksReady && !ready ? 503 : 200,
                Json.object().with("live", Json.of(true)).with("ready", Json.of(ready)));
    }

    private Answer index(JsonReader event) {
        boolean onlyReady;
        try {
            byte[] body = body(event);
            JsonReader request = JsonReader.parse("request", body.length == 0 ? new byte[] {'{', '}'} : body);
            onlyReady = request.object().find("ready").isPresent() && request.truth("ready");
        } catch (JsonException | IllegalArgumentException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        }
        return new Answer(
                200,
                Json.array(models.serving().stream()
                        .filter(version -> version.ready() || !onlyReady)
                        .map(Models.Version::row)
                        .toList()));
    }

    /** An HTTP API says it in its context (payload format 2.0), a REST API at the top (1.0). */
    private static String method(JsonReader event) {
        return event.optionalText("httpMethod")
                .orElseGet(() -> event.child("requestContext").child("http").text("method"));
    }

    private static byte[] body(JsonReader event) {
        byte[] text = event.optionalText("body").orElse("").getBytes(StandardCharsets.UTF_8);
        boolean encoded = event.object()
                .find("isBase64Encoded")
                .filter(Json.of(true)::equals)
                .isPresent();
        return encoded ? Base64.getDecoder().decode(text) : text;
    }

    private static Answer wrongMethod(String found, String expected) {
        return Answer.error(405, "method " + found + " is not for this path; expected " + expected);
    }
}
