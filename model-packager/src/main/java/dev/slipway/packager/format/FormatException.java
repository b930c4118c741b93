package dev.slipway.packager.format;

/** A file is no model of its format, or one that cannot be served. The message goes on after "... is no ONNX model: ". */
public class FormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public FormatException(String message) {
        super(message);
    }
}
