package dev.slipway.functions.v2;

/** The client's request cannot be answered as it is. The message says what was found and what was expected. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** What is wrong, for the client. Carries no stack trace: it is an answer, not a fault of ours. */
    public InvalidRequestException(String message) {
        this(400, message);
    }

    /** What is wrong, with the HTTP status that says it best. */
    public InvalidRequestException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The HTTP status to answer with: 400, 413 or 415. */
    public int status() {
        return status;
    }
}
