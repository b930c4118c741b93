package dev.slipway.core.proof;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether what a function answered proves anything: a good status, the right package, the outputs of a sample. */
public final class AnswerCheck {

    private static final int SHOWN_BODY = 300;

    private AnswerCheck() {}

    /**
     * What is wrong with the answer itself, whatever was asked; empty where nothing is.
     *
     * @param digest the package that must have answered
     * @param payload the function's answer, for API Gateway
     */
    public static Optional<String> refusal(Digest digest, byte[] payload) {
        try {
            HttpAnswer answer = HttpAnswer.parse(payload);
            if (answer.status() != 200) {
                return Optional.of("expected status 200, found " + answer.status() + ": " + shown(answer));
            }
            String found = answer.header("Slipway-Digest").orElse("no such header");
            return found.equals(digest.toString())
                    ? Optional.empty()
                    : Optional.of("expected the answer's Slipway-Digest to be " + digest + ", found " + found);
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            return Optional.of("the answer is none of API Gateway's format: " + e.getMessage());
        }
    }

    /**
     * The outputs of an answer that was not refused.
     *
     * @throws JsonException where it is no V2 response
     */
    public static List<OutputTensor> outputs(byte[] payload) {
        return OutputTensor.all(
                JsonReader.parse("response", HttpAnswer.parse(payload).body()));
    }

    private static String shown(HttpAnswer answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return body.length() <= SHOWN_BODY ? body : body.substring(0, SHOWN_BODY) + "...";
    }
}
