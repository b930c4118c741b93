package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.stage.StageClient.NoStageException;
import dev.slipway.cli.stage.StageClient.Reply;
import dev.slipway.local.stage.StageFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The own door of the stage that runs on a home. Where it is and what opens the door is read anew for each call, so a
 * stage that was started again meanwhile is found.
 */
final class HomeDoor implements StageClient.Door {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(250);
    private static final String EXPOSE = "--expose-stage";

    private final Path home;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    HomeDoor(Path home) {
        this.home = home;
    }

    @Override
    public Reply send(String method, String path, byte[] body) throws InterruptedException {
        StageFile stage = stage();
        HttpRequest request = HttpRequest.newBuilder(stage.url().resolve("/stage/api/" + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + stage.token())
                .header("Content-Type", "application/json")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw none("the stage of " + home + " does not answer at " + stage.url());
        }
    }

    private StageFile stage() {
        return StageFile.read(home).orElseThrow(() -> none("no stage runs on " + home));
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public RuntimeException refused(int status, String why) {
        StageFile stage = stage();
        return switch (status) {
            case 403 -> shutOut(stage, why);
            case 401 -> other(stage);
            case 503 -> new NoStageException("the stage at " + stage.url() + " cannot do it now: " + why);
            default -> CommandException.failed(why);
        };
    }

    /** The link to the console; it holds the token. */
    String link() {
        return stage().url().resolve("/stage/console?token=" + stage().token()).toString();
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
}
