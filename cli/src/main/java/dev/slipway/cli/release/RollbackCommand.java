package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import picocli.CommandLine.Command;

/** {@code slipway rollback}. */
@Command(
        name = "rollback",
        description = {"Ends a running release at once in favour of stable.", "Stable has all traffic again."},
        footer = {"", "Example:", "  slipway rollback digits --reason \"labels look wrong to us\""})
public final class RollbackCommand extends PersonCommand {

    /** A command that runs in these surroundings. */
    public RollbackCommand(Surroundings surroundings) {
        super(surroundings, "rollback");
    }
}
