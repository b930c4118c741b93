package dev.slipway.functions.v2;

/** An answer holds what JSON has no form for, and was asked for in JSON. The message is for clients. */
final class NoJsonFormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which output, what it holds where, and how it can be had. */
    NoJsonFormException(String message) {
        super(message, null, false, false);
    }
}
