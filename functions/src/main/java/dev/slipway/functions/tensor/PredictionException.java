package dev.slipway.functions.tensor;

/** The model failed on inputs that its signature allows. The message is for clients: what the engine said, no more. */
public final class PredictionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the engine said, and what it threw. */
    public PredictionException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong with what the model answered. */
    public PredictionException(String message) {
        super(message);
    }
}
