package dev.slipway.core.proof;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request whose answer is known: one line of {@code samples.jsonl},
 * {@code {"request": <V2 request>, "response": <V2 response>, "tolerance": {"absolute": 1e-5, "relative": 1e-4}}}.
 *
 * @param line its line in the file, from 1
 * @param request the V2 inference request
 * @param outputs the outputs that the V2 response must have
 * @param tolerance how near their floating-point numbers must be
 */
public record GoldenSample(int line, Json.Fields request, List<OutputTensor> outputs, Tolerance tolerance) {

    /** Copies the outputs. */
    public GoldenSample {
        outputs = List.copyOf(outputs);
    }

    /**
     * Reads a file of samples. Empty lines are allowed.
     *
     * @throws JsonException where a line is no sample; its {@link JsonException#line()} is the line in the file
     */
    public static List<GoldenSample> parse(byte[] file) {
        List<GoldenSample> samples = new ArrayList<>();
        String[] lines = new String(file, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                samples.add(parse(i + 1, lines[i]));
            }
        }
        return samples;
    }

    private static GoldenSample parse(int line, String text) {
        try {
            JsonReader reader = JsonReader.parse("sample", text.getBytes(StandardCharsets.UTF_8));
            JsonReader request = reader.child("request");
            if (request.children("inputs").isEmpty()) {
                throw new JsonException(0, 0, "sample.request.inputs: expected at least one input");
            }
            List<OutputTensor> outputs = OutputTensor.all(reader.child("response"));
            if (outputs.isEmpty()) {
                throw new JsonException(0, 0, "sample.response.outputs: expected at least one output");
            }
            Tolerance tolerance = reader.optionalChild("tolerance")
                    .map(GoldenSample::tolerance)
                    .orElse(Tolerance.DEFAULT);
            return new GoldenSample(line, request.object(), outputs, tolerance);
        } catch (JsonException e) {
            throw new JsonException(line, e.column(), e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new JsonException(line, 0, "sample." + e.getMessage());
        }
    }

    private static Tolerance tolerance(JsonReader reader) {
        return new Tolerance(
                reader.optionalNumber("absolute").orElse(BigDecimal.ZERO),
                reader.optionalNumber("relative").orElse(BigDecimal.ZERO));
    }
}
