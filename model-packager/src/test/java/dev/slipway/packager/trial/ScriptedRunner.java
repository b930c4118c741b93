package dev.slipway.packager.trial;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A runner of the model {@code y = x} whose answers a test may spoil. */
final class ScriptedRunner implements ModelRunner {

    private final UnaryOperator<String> spoil;
    private final List<String> asked = new ArrayList<>();
    private int closed;

    /** Answers outputs as this says, given the right ones. */
    ScriptedRunner(UnaryOperator<String> spoil) {
        this.spoil = spoil;
    }

    /** The paths it was asked for. */
    List<String> asked() {
        return asked;
    }

    /** How often a process was ended. */
    int closed() {
        return closed;
    }

    @Override
    public Running start(Subject subject) {
        return new Running() {
            @Override
            public Reply ask(byte[] event) {
                JsonReader call = JsonReader.parse("event", event);
                asked.add(call.text("rawPath"));
                String data = call.optionalText("body")
                        .map(body -> JsonReader.parse("body", body.getBytes(StandardCharsets.UTF_8))
                                .children("inputs")
                                .get(0))
                        .map(input -> JsonText.write(Json.array(input.items("data"))))
                        .orElse("[]");
                String right =
                        "{\"outputs\":[{\"name\":\"y\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":" + data + "}]}";
                String answer = spoil.apply(right);
                return answer.isEmpty() ? new Reply(Optional.empty(), "it crashed") : answered(subject, answer);
            }

            @Override
            public OptionalLong peakMemory() {
                return OptionalLong.of(1 << 20);
            }

            @Override
            public String code() {
                return "c0de";
            }

            @Override
            public String machine() {
                return "a machine";
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private static Reply answered(Subject subject, String body) {
        return new Reply(
                Optional.of(JsonText.canonical(Json.object()
                        .with("statusCode", Json.of(body.startsWith("{\"error\"") ? 400 : 200))
                        .with(
                                "headers",
                                Json.object()
                                        .with(
                                                "Slipway-Digest",
                                                Json.of(subject.digest().toString())))
                        .with("body", Json.of(body)))),
                "");
    }
}
