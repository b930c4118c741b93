package dev.slipway.packager.onnx;

import dev.slipway.packager.format.FormatException;

/** A file is not the ONNX model it should be; the message says what was found and where. */
public final class OnnxException extends FormatException {

    private static final long serialVersionUID = 1L;

    OnnxException(String message) {
        super(message);
    }
}
