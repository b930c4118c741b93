package dev.slipway.functions.v2;

/** The client's request cannot be answered as it is. The message says what was found and what was expected. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, for the client. Carries no stack trace: it is an answer, not a fault of ours. */
    public InvalidRequestException(String message) {
        super(message, null, false, false);
    }
}
