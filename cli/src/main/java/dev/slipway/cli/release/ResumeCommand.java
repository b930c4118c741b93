package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import picocli.CommandLine.Command;

/** {@code slipway resume}. */
@Command(
        name = "resume",
        description = "Lets a paused release go on.",
        footer = {"", "Example:", "  slipway resume digits --reason \"morning shift is here\""})
public final class ResumeCommand extends PersonCommand {

    /** A command that runs in these surroundings. */
    public ResumeCommand(Surroundings surroundings) {
        super(surroundings, "resume");
    }
}
