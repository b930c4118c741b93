package dev.slipway.functions.tensor;

/** An input holds something that this engine has no way to take. The message is for clients. */
public final class UnsupportedTensorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which input, what it holds, what would be taken. */
    public UnsupportedTensorException(String message) {
        super(message, null, false, false);
    }
}
