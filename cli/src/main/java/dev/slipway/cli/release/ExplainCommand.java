package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.control.Explanation;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway explain}: a release in plain words. */
@Command(
        name = "explain",
        description = {"Tells a release in plain words.", "What happened, why, and the number that decided."},
        footer = {"", "Example:", "  slipway explain digits-2"})
public final class ExplainCommand extends SlipwayCommand {

    @Parameters(paramLabel = "RELEASE", description = ReleaseNames.KINDS)
    private String release = "";

    /** A command that runs in these surroundings. */
    public ExplainCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        Explanation.of(ReleaseNames.events(recordedStage(), release)).forEach(surroundings()::print);
        return Exit.DONE;
    }
}
