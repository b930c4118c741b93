package dev.slipway.packager.lightgbm;

import dev.slipway.packager.format.FormatException;
import dev.slipway.packager.format.WholeNumbers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a {@link LightgbmModel}: lines {@code name=value}, first of the model, then of each tree, to a line that says the end. */
final class LightgbmReader {

    private static final int BUFFER = 1 << 16;

    /** Names of features stand in one line; lines of numbers are longer, and are not kept. */
    private static final int LONGEST_KEPT = 4 << 20;

    private static final int MOST_FIELDS = 1_000;

    private static final String END = "end of trees";

    private final InputStream in;
    private final Map<String, String> fields = new HashMap<>();
    private long trees;
    private long leaves;

    LightgbmReader(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    LightgbmModel read() throws IOException {
        if (!line().equals(Optional.of("tree"))) {
            throw new FormatException("its first line is not \"tree\"");
        }
        boolean ended = false;
        for (Optional<String> line = line(); line.isPresent() && !ended; line = line()) {
            ended = line.get().equals(END);
            take(line.get());
        }
        if (!ended) {
            throw new FormatException("it ends before the line \"" + END + "\"");
        }
        long features = whole("max_feature_idx") + 1;
        List<String> names = names();
        if (names.size() != features) {
            throw new FormatException("it names " + names.size() + " features and has " + features);
        }
        return new LightgbmModel(
                fields.getOrDefault("version", ""),
                fields.getOrDefault("objective", ""),
                Math.max(1, whole("num_class")),
                features,
                names,
                trees,
                leaves);
    }

    private void take(String line) {
        int equals = line.indexOf('=');
        if (equals <= 0) {
            return;
        }
        String name = line.substring(0, equals);
        String value = line.substring(equals + 1);
        switch (name) {
            case "Tree" -> trees++;
            case "num_leaves" -> leaves += WholeNumbers.whole(name, value);
            default -> {
                if (trees == 0 && fields.size() < MOST_FIELDS) {
                    fields.put(name, value);
                }
            }
        }
    }

    private List<String> names() {
        String names = fields.getOrDefault("feature_names", "").strip();
        return names.isEmpty() ? List.of() : Arrays.asList(names.split(" +"));
    }

    private long whole(String name) {
        return WholeNumbers.whole(name, fields.getOrDefault(name, ""));
    }

    /** The next line, as much of it as is kept; empty at the end. */
    private Optional<String> line() throws IOException {
        int letter = in.read();
        if (letter < 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (letter >= 0 && letter != '\n') {
            if (line.size() < LONGEST_KEPT) {
                line.write(letter);
            }
            letter = in.read();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing());
    }
}
