package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import picocli.CommandLine.Command;

/** {@code slipway approve}. */
@Command(
        name = "approve",
        description = {"Approves what a release waits for.", "An ask step, or evidence that decides nothing."},
        footer = {"", "Example:", "  slipway approve digits --reason \"checked by hand\""})
public final class ApproveCommand extends PersonCommand {

    /** A command that runs in these surroundings. */
    public ApproveCommand(Surroundings surroundings) {
        super(surroundings, "approve");
    }
}
