package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Home;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.stage.StageFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Talks to the stage that runs on a home, through its own door. Where it is and what opens the door is read anew for
 * each call, so a stage that was started again meanwhile is found.
 */
public final class StageClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String EXPOSE = "--expose-stage";
    private static final int CREATED = 201;
    private static final int OK = 200;

    private final Path home;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** A client of the stage that runs on this home. */
    public StageClient(Home home) {
        this.home = home.path();
    }

    /** No stage answers; nothing was done. */
    public static final class NoStageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoStageException(String message) {
            super(message);
        }
    }

    /** The status of one endpoint. */
    public Json.Fields status(ModelName model) throws InterruptedException {
        return get("endpoints/" + model);
    }

    /** The status of all endpoints. */
    public JsonReader all() throws InterruptedException {
        return new JsonReader("status", get("status"));
    }

    /** An endpoint's events, oldest first. */
    public JsonReader history(ModelName model) throws InterruptedException {
        return new JsonReader("history", get("endpoints/" + model + "/history"));
    }

    /** What an endpoint's clients met lately. */
    public Json.Fields traffic(ModelName model) throws InterruptedException {
        return get("endpoints/" + model + "/traffic");
    }

    /** A release, also one that ended. */
    public Json.Fields release(String id) throws InterruptedException {
        return get("releases/" + id);
    }

    /** Starts a release; answers the endpoint's status. */
    public Json.Fields start(Json.Fields request) throws InterruptedException {
        return call("POST", "releases", body(request));
    }

    /** Does to a release what a person asks for; answers the endpoint's status. */
    public Json.Fields act(ModelName model, String verb, Json.Fields request) throws InterruptedException {
        return call("POST", "endpoints/" + model + "/" + verb, body(request));
    }

    private Json.Fields get(String path) throws InterruptedException {
        return call("GET", path, BodyPublishers.noBody());
    }

    private static BodyPublisher body(Json.Fields request) {
        return BodyPublishers.ofString(JsonText.write(request));
    }

    private Json.Fields call(String method, String path, BodyPublisher body) throws InterruptedException {
        StageFile stage = StageFile.read(home).orElseThrow(() -> none("no stage runs on " + home));
        HttpRequest request = HttpRequest.newBuilder(stage.url().resolve("/stage/api/" + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + stage.token())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw none("the stage of " + home + " does not answer at " + stage.url());
        }
        return switch (response.statusCode()) {
            case OK, CREATED -> JsonReader.parse("answer", response.body()).object();
            case 400, 404 -> throw CommandException.askedWrongly(error(response));
            case 403 -> throw shutOut(stage, error(response));
            case 401 -> throw other(stage);
            case 503 ->
                throw new NoStageException("the stage at " + stage.url() + " cannot do it now: " + error(response));
            default -> throw CommandException.failed(error(response));
        };
    }

    private NoStageException shutOut(StageFile stage, String why) {
        return why.contains(EXPOSE)
                ? new NoStageException(
                        "the stage at " + stage.url() + " listens beyond this machine, so its own door is"
                                + " shut, to this command too; start it again with " + EXPOSE + ", or without --host")
                : other(stage);
    }

    private NoStageException other(StageFile stage) {
        return none("another program answers at " + stage.url() + ", where the stage of " + home + " should be");
    }

    private static NoStageException none(String what) {
        return new NoStageException(what + "; start one: slipway up");
    }

    private static String error(HttpResponse<byte[]> response) {
        Optional<String> told;
        try {
            told = JsonReader.parse("answer", response.body()).optionalText("error");
        } catch (JsonException _) {
            told = Optional.of(new String(response.body(), StandardCharsets.UTF_8));
        }
        return told.filter(text -> !text.isBlank())
                .orElse("the stage answered " + response.statusCode() + " and no reason");
    }
}
