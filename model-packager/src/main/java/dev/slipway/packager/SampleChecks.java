package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the golden samples fit the model: one JSON object a line,
 * {@code {"request": <V2 request>, "response": <V2 response>, "tolerance": {"absolute": 1e-5, "relative": 1e-4}}}.
 * Reads line by line, so the file may be of any size.
 */
final class SampleChecks {

    /** Twice what a function takes as one call, for a request and its answer. */
    private static final int LONGEST_LINE = 12 << 20;

    /** A file that was written wrongly is wrong in every line; nobody reads a thousand of them. */
    private static final int MOST_PROBLEMS = 20;

    private static final Set<String> KEYS = Set.of("request", "response", "tolerance");

    private final String file;
    private final Signature signature;
    private final List<Problem> problems = new ArrayList<>();
    private int samples;

    private SampleChecks(String file, Signature signature) {
        this.file = file;
        this.signature = signature;
    }

    /**
     * Checks a file of samples.
     *
     * @param file its name for messages
     * @return what is wrong, the first of it; empty where all is well
     */
    static List<Problem> check(String file, InputStream in, Signature signature) throws IOException {
        SampleChecks checks = new SampleChecks(file, signature);
        checks.lines(in);
        return checks.problems;
    }

    private void lines(InputStream in) throws IOException {
        int number = 0;
        Optional<byte[]> line = line(in);
        while (line.isPresent() && problems.size() < MOST_PROBLEMS) {
            number++;
            if (line.get().length > LONGEST_LINE) {
                problems.add(Problem.at(file + ":" + number, "the line is longer than " + LONGEST_LINE + " bytes"));
                return;
            }
            line(number, line.get());
            line = line(in);
        }
        if (problems.size() >= MOST_PROBLEMS) {
            problems.add(Problem.at(file, "there may be more; these are the first " + MOST_PROBLEMS));
        } else if (samples == 0 && problems.isEmpty()) {
            problems.add(new Problem(file, "there is no sample in it", "one JSON object a line", ""));
        }
    }

    /** The next line, or as much of it as is too long already; empty at the end. */
    private static Optional<byte[]> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int letter = in.read();
        if (letter < 0) {
            return Optional.empty();
        }
        while (letter >= 0 && letter != '\n' && line.size() <= LONGEST_LINE) {
            line.write(letter);
            letter = in.read();
        }
        return Optional.of(line.toByteArray());
    }

    private void line(int number, byte[] bytes) {
        String place = file + ":" + number;
        if (isBlank(bytes)) {
            return;
        }
        samples++;
        try {
            if (JsonText.parse(bytes) instanceof Json.Fields sample) {
                sample(place, sample);
            } else {
                add(place, "found no JSON object", "{\"request\": ..., \"response\": ..., \"tolerance\": ...}");
            }
        } catch (JsonException e) {
            problems.add(
                    Problem.at(place + (e.column() > 0 ? ":" + e.column() : ""), "is not JSON: " + e.getMessage()));
        }
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte letter : bytes) {
            if (letter != ' ' && letter != '\t' && letter != '\r') {
                return false;
            }
        }
        return true;
    }

    private void sample(String place, Json.Fields sample) {
        for (String key : sample.fields().keySet()) {
            if (!KEYS.contains(key)) {
                add(place, "unknown key \"" + key + "\"", "request, response and tolerance");
            }
        }
        TensorChecks checks = new TensorChecks(place, problems);
        Optional<Json.Fields> request = object(place, "request", sample);
        request.ifPresent(found -> checks.side("request.inputs", found.find("inputs"), signature.inputs(), true));
        Optional<Json.Fields> response = object(place, "response", sample);
        response.ifPresent(found -> checks.side("response.outputs", found.find("outputs"), signature.outputs(), false));
        sample.find("tolerance").ifPresent(tolerance -> tolerance(place, tolerance));
    }

    private Optional<Json.Fields> object(String place, String key, Json.Fields sample) {
        if (sample.find(key).orElseGet(Json.Null::new) instanceof Json.Fields found) {
            return Optional.of(found);
        }
        add(place, key + " is missing or no object", "a V2 inference " + key);
        return Optional.empty();
    }

    private void tolerance(String place, Json tolerance) {
        boolean fine = tolerance instanceof Json.Fields(var fields)
                && Set.of("absolute", "relative").containsAll(fields.keySet())
                && fields.values().stream()
                        .allMatch(bound -> bound instanceof Json.Numeric(var number) && number.signum() >= 0);
        if (!fine) {
            add(
                    place,
                    "tolerance: found " + TensorChecks.brief(tolerance),
                    "{\"absolute\": 1e-5, \"relative\": 1e-4}, neither below 0");
        }
    }

    private void add(String place, String found, String expected) {
        problems.add(new Problem(place, found, expected, ""));
    }
}
