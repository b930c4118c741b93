package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.stage.StageClient.NoStageException;
import dev.slipway.cli.stage.StageClient.Reply;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.stage.RemoteStage;
import java.time.Duration;

/**
 * The way to a stage that runs elsewhere.
 *
 * @param stage the stage
 */
record RemoteDoor(RemoteStage stage) implements StageClient.Door {

    /** Each look is a call of S3 and one of Lambda, and the controller there looks once a minute. */
    private static final Duration PACE = Duration.ofSeconds(5);

    @Override
    public Reply send(String method, String path, byte[] body) {
        HttpAnswer answer = stage.answer(method, path, body);
        return new Reply(answer.status(), answer.body());
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    @Override
    public String named() {
        return " --stage " + stage.name();
    }

    @Override
    public RuntimeException refused(int status, String why) {
        return status == 503 ? new NoStageException(why) : CommandException.failed(why);
    }
}
