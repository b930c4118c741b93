package dev.slipway.functions.engine;

/** A model cannot be served. The message says why, for whoever deploys it. */
public final class ModelLoadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, and what was thrown. */
    public ModelLoadException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why. */
    public ModelLoadException(String message) {
        super(message);
    }
}
