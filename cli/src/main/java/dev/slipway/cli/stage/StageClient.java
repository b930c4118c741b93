package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Home;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.stage.RemoteStage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a stage through its API, as {@code openapi.json} describes it: the one that runs on a home, or one on AWS. */
public final class StageClient {

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final byte[] NOTHING = new byte[0];

    private final Door door;

    /** A client of the stage that runs on this home. */
    public StageClient(Home home) {
        this(new HomeDoor(home.path()));
    }

    /** A client of the stage that runs on this home; where none runs, what happened is read from its records. */
    public static StageClient ofRecords(Home home) {
        return new StageClient(new RecordsDoor(home.path()));
    }

    /** A client of a stage that runs elsewhere. It is asked in this process: no server, no token. */
    public StageClient(RemoteStage stage) {
        this(new RemoteDoor(stage));
    }

    StageClient(Door door) {
        this.door = door;
    }

    /**
     * What a stage answered.
     *
     * @param status the HTTP status
     * @param body JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Reply(int status, byte[] body) {}

    /** The way to a stage's API. */
    interface Door {

        /**
         * Asks.
         *
         * @param path the path after {@code /stage/api/}
         * @throws NoStageException where no stage answers
         */
        Reply send(String method, String path, byte[] body) throws InterruptedException;

        /** How long to wait before one looks again: a look may cost something. */
        Duration pace();

        /** What names the stage in a command, with a blank before it; empty for the one that runs on the home. */
        default String named() {
            return "";
        }

        /** What to say of an answer that is no error of the one who asked. */
        RuntimeException refused(int status, String why);
    }

    /** How long to wait before one looks again. */
    public Duration pace() {
        return door.pace();
    }

    /** What names this stage in a command, with a blank before it: {@code  --stage prod}; empty for the local one. */
    public String named() {
        return door.named();
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

    /** The stage itself. */
    public Json.Fields stage() throws InterruptedException {
        return get("stage");
    }

    private Json.Fields get(String path) throws InterruptedException {
        return call("GET", path, NOTHING);
    }

    private static byte[] body(Json.Fields request) {
        return JsonText.canonical(request);
    }

    private Json.Fields call(String method, String path, byte[] body) throws InterruptedException {
        Reply reply = door.send(method, path, body);
        return switch (reply.status()) {
            case OK, CREATED -> JsonReader.parse("answer", reply.body()).object();
            case 400, 404 -> throw CommandException.askedWrongly(error(reply));
            default -> throw door.refused(reply.status(), error(reply));
        };
    }

    private static String error(Reply reply) {
        Optional<String> told;
        try {
            told = JsonReader.parse("answer", reply.body()).optionalText("error");
        } catch (JsonException _) {
            told = Optional.of(new String(reply.body(), StandardCharsets.UTF_8));
        }
        return told.filter(text -> !text.isBlank()).orElse("the stage answered " + reply.status() + " and no reason");
    }
}
