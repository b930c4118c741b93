package dev.slipway.packager.onnx;

/** A file is not the ONNX model it should be; the message says what was found and where. */
public final class OnnxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OnnxException(String message) {
        super(message);
    }
}
