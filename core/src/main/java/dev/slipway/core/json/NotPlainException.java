package dev.slipway.core.json;

/** Some JSON is not as plain as {@link PlainParser} reads it; whether it is JSON, Jackson says. */
public final class NotPlainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotPlainException() {
        super("no plain JSON", null, false, false);
    }
}
