package dev.slipway.local.rehearsal;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What clients of a rehearsal ask: read from lines of JSON, or made of a table of features. */
public final class Requests {

    private static final int MOST_ROWS = 2000;

    private Requests() {}

    /**
     * Requests as they were recorded, one a line: a V2 request, a golden sample, or an object with a value for each
     * input's name.
     *
     * @param file the file's name for messages
     * @throws JsonException where a line is none of them; the message names file and line
     */
    public static List<Json.Fields> recorded(String file, byte[] bytes, Signature signature) {
        List<Json.Fields> requests = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                try {
                    requests.add(
                            request(JsonReader.parse("request", line.getBytes(StandardCharsets.UTF_8)), signature));
                } catch (JsonException e) {
                    throw new JsonException(number, e.column(), file + ":" + number + ": " + e.getMessage());
                }
            }
        }
        return requests;
    }

    private static Json.Fields request(JsonReader line, Signature signature) {
        if (line.object().find("request").isPresent()) {
            return line.child("request").object();
        }
        if (line.object().find("inputs").isPresent()) {
            return line.object();
        }
        List<Json.Fields> inputs = new ArrayList<>();
        for (TensorSpec input : signature.inputs()) {
            Json value = line.object()
                    .find(input.name())
                    .orElseThrow(() -> new JsonException(
                            0,
                            0,
                            "expected a V2 request with inputs, or a value for each input; found no \"" + input.name()
                                    + "\""));
            List<Json> data = value instanceof Json.Array(List<Json> items) ? items : List.of(value);
            inputs.add(tensor(input, data));
        }
        return request(inputs);
    }

    /**
     * Requests made of a table with a header line, one a row: its columns fill the one input, or each input by its name.
     * Empty where they do neither.
     */
    public static List<Json.Fields> generated(byte[] table, Signature signature) {
        List<String> lines = new String(table, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || lines.getFirst().contains("\"")) {
            return List.of();
        }
        List<String> columns = cells(lines.getFirst());
        List<Json.Fields> requests = new ArrayList<>();
        for (String line : lines.subList(1, Math.min(lines.size(), MOST_ROWS + 1))) {
            List<String> cells = cells(line);
            if (cells.size() == columns.size()) {
                row(columns, cells, signature).ifPresent(requests::add);
            }
        }
        return requests;
    }

    private static Optional<Json.Fields> row(List<String> columns, List<String> cells, Signature signature) {
        List<TensorSpec> specs = signature.inputs();
        try {
            if (specs.size() == 1 && width(specs.getFirst()) == columns.size()) {
                TensorSpec only = specs.getFirst();
                return Optional.of(request(List.of(tensor(
                        only, cells.stream().map(cell -> value(only, cell)).toList()))));
            }
            if (!columns.containsAll(specs.stream().map(TensorSpec::name).toList())) {
                return Optional.empty();
            }
            return Optional.of(request(specs.stream()
                    .map(spec -> tensor(spec, List.of(value(spec, cells.get(columns.indexOf(spec.name()))))))
                    .toList()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    private static long width(TensorSpec spec) {
        return spec.shape().size() == 2 ? spec.shape().getLast() : -1;
    }

    private static Json value(TensorSpec spec, String cell) {
        if (spec.datatype() == Datatype.BYTES) {
            return Json.of(cell);
        }
        return spec.datatype() == Datatype.BOOL
                ? Json.of(Boolean.parseBoolean(cell))
                : new Json.Numeric(new BigDecimal(cell));
    }

    private static Json.Fields request(List<Json.Fields> inputs) {
        return Json.object().with("inputs", Json.array(inputs));
    }

    /** The first free dimension holds as many cases as there is data for; every other one is 1. */
    private static Json.Fields tensor(TensorSpec spec, List<Json> data) {
        List<Json> shape = new ArrayList<>();
        long fixed = spec.shape().stream().filter(size -> size > 0).reduce(1L, (a, b) -> a * b);
        long free = data.size() / Math.max(1, fixed);
        for (long size : spec.shape()) {
            shape.add(Json.of(size > 0 ? size : free));
            free = size > 0 ? free : 1;
        }
        return Json.object()
                .with("name", Json.of(spec.name()))
                .with("shape", Json.array(shape))
                .with("datatype", Json.of(spec.datatype().name()))
                .with("data", Json.array(data));
    }
}
