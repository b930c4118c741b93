package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code snapstart: auto} goes by, for each package whose start somebody measured: the file {@value #FILE} beside
 * {@code stages.yaml}, committed with it, so that every machine writes the same templates.
 *
 * <pre>{@code
 * {
 * "sha256:...": {"on": false, "because": "a start takes 312 ms at 1,024 MB (...), which is less than ..."}
 * }
 * }</pre>
 *
 * @param advice by package; what it says was decided when it was measured and does not change with Slipway
 */
public record Starts(SortedMap<Digest, SnapStartAdvice> advice) {

    /** The file's name. */
    public static final String FILE = "starts.json";

    /** Nothing was measured. */
    public static final Starts NONE = new Starts(new TreeMap<>());

    /** Copies the map. */
    public Starts {
        advice = Collections.unmodifiableSortedMap(new TreeMap<>(advice));
    }

    /**
     * Reads the file.
     *
     * @param file its name for messages
     * @throws ProblemsException where it is no such file
     */
    public static Starts parse(String file, byte[] bytes) {
        try {
            SortedMap<Digest, SnapStartAdvice> advice = new TreeMap<>();
            JsonReader all = JsonReader.parse(file, bytes);
            for (String digest : all.fields().keySet()) {
                JsonReader one = all.child(digest);
                advice.put(Digest.parse(digest), new SnapStartAdvice(one.truth("on"), one.text("because")));
            }
            return new Starts(advice);
        } catch (JsonException | IllegalArgumentException e) {
            throw new ProblemsException(new Problem(
                    file,
                    String.valueOf(e.getMessage()),
                    "what slipway doctor --keep writes",
                    "take the file away and measure again"));
        }
    }

    /** The same, and what was measured of one more package. */
    public Starts with(Digest digest, SnapStartAdvice found) {
        SortedMap<Digest, SnapStartAdvice> more = new TreeMap<>(advice);
        more.put(digest, found);
        return new Starts(more);
    }

    /** What holds for a package. */
    public SnapStartAdvice of(Digest digest) {
        return advice.getOrDefault(digest, SnapStartAdvice.UNMEASURED);
    }

    /** The file's bytes: a line a package, sorted, so that two who measured different packages can be merged. */
    public byte[] bytes() {
        List<String> lines = new ArrayList<>();
        advice.forEach((digest, found) ->
                lines.add(JsonText.write(Json.of(digest.toString())) + ": " + JsonText.write(found.json())));
        return ("{\n" + String.join(",\n", lines) + (lines.isEmpty() ? "" : "\n") + "}\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
