package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.local.stage.RemoteStage;
import dev.slipway.local.stage.StageOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway console}: the page of a stage. */
@Command(
        name = "console",
        description = {
            "Shows a stage's page.",
            "Of the local stage it prints the link. Of a stage on AWS it serves the same page on this machine, with your"
                    + " AWS credentials, until Ctrl-C, and prints the link to it. The link is on standard output."
        },
        footer = {"", "Example:", "  slipway console --stage prod"})
public final class ConsoleCommand extends SlipwayCommand {

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Where the page of a stage on AWS is served. Default: a free one.")
    private int port;

    /** A command that runs in these surroundings. */
    public ConsoleCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        if (port < 0 || port > StageOptions.MOST_PORT) {
            throw CommandException.askedWrongly("--port: found " + port + "; expected 0 to " + StageOptions.MOST_PORT);
        }
        Optional<AwsStage> aws = stageOnAws();
        if (aws.isEmpty()) {
            HomeDoor door = new HomeDoor(home().path());
            new StageClient(door).stage();
            surroundings().out().println(door.link());
            return Exit.DONE;
        }
        try (RemoteStage stage = AwsDoor.open(aws.get(), anyHome(), surroundings())) {
            surroundings().out().println(stage.open(port));
            surroundings().out().flush();
            surroundings().say("Who has this link can steer releases with your credentials. Ctrl-C stops it.");
            new CountDownLatch(1).await();
        }
        return Exit.DONE;
    }
}
