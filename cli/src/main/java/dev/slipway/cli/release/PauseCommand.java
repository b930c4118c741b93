package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import picocli.CommandLine.Command;

/** {@code slipway pause}. */
@Command(
        name = "pause",
        description = {"Holds a running release where it is.", "Evidence against the candidate still rolls it back."},
        footer = {"", "Example:", "  slipway pause digits --reason \"wait for the morning shift\""})
public final class PauseCommand extends PersonCommand {

    /** A command that runs in these surroundings. */
    public PauseCommand(Surroundings surroundings) {
        super(surroundings, "pause");
    }
}
