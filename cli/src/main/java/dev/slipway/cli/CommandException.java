package dev.slipway.cli;

import java.util.Objects;

/** A command cannot go on; the message says why and what to do. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exit;

    private CommandException(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    /** It failed. */
    public static CommandException failed(String message) {
        return new CommandException(Exit.FAILED, message);
    }

    /** It was asked wrongly, and nothing was done. */
    public static CommandException askedWrongly(String message) {
        return new CommandException(Exit.ASKED_WRONGLY, message);
    }

    /** The exit code of the process. */
    public int exit() {
        return exit;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
