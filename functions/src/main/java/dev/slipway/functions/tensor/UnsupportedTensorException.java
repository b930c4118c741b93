package dev.slipway.functions.tensor;

/** The inputs hold something that no model of this engine could take, or do not fit each other. The message is for clients. */
public final class UnsupportedTensorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which input, what it holds, what would be taken. */
    public UnsupportedTensorException(String message) {
        super(message, null, false, false);
    }
}
