package dev.slipway.aws;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.platform.FunctionService.Invocation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How a call ended, out of what Lambda answered (Lambda API reference, "Invoke", header X-Amz-Function-Error). */
final class InvokeAnswer {

    private static final int LONGEST_MESSAGE = 1_000;

    private InvokeAnswer() {}

    /**
     * Reads an answer.
     *
     * @param functionError Lambda's word for a call without an answer: {@code Handled} or {@code Unhandled}
     * @param payload the answer's bytes, or an object with {@code errorType} and {@code errorMessage}
     */
    static Invocation of(Optional<String> functionError, byte[] payload) {
        if (functionError.isEmpty()) {
            return new Invocation.Answered(payload);
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        try {
            JsonReader error = JsonReader.parse("error", payload);
            return new Invocation.Unanswered(
                    error.optionalText("errorType").orElse(functionError.get()),
                    error.optionalText("errorMessage").orElse(text));
        } catch (JsonException e) {
            return new Invocation.Unanswered(
                    functionError.get(), text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)));
        }
    }
}
