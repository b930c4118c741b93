package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import picocli.CommandLine.Command;

/** {@code slipway promote}. */
@Command(
        name = "promote",
        description = {
            "Ends a running release at once in favour of the candidate.",
            "The candidate takes all traffic. It must have passed its proof."
        },
        footer = {"", "Example:", "  slipway promote digits --reason \"hotfix, seen working by the team\""})
public final class PromoteCommand extends PersonCommand {

    /** A command that runs in these surroundings. */
    public PromoteCommand(Surroundings surroundings) {
        super(surroundings, "promote");
    }
}
