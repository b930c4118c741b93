package dev.slipway.functions.engine;

import java.util.regex.Pattern;

/** What ONNX Runtime says, without what only its makers can use: error codes, source files, line breaks. */
final class OnnxMessages {

    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");
    private static final Pattern SOURCE = Pattern.compile("/\\S+\\.(?:h|cc):\\d+ ");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private OnnxMessages() {}

    static String of(Throwable e) {
        String message = String.valueOf(e.getMessage());
        message = CODE.matcher(message).replaceFirst("");
        message = SOURCE.matcher(message).replaceAll("");
        return SPACE.matcher(message).replaceAll(" ").strip();
    }
}
