package dev.slipway.local.doctor;

import dev.slipway.core.doctor.Phase;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.local.runtime.LineSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a start, put together from what the function says of itself, what the JVM logs of its own start, and how
 * long all of it took.
 */
final class StartLines implements LineSink {

    /** {@code Create VM, 0.0433685 secs}: the last line that the JVM's log {@code startuptime} has. */
    private static final Pattern CREATED = Pattern.compile("Create VM, ([0-9.]+) secs");

    private static final double MILLIS = 1000;
    private static final List<Phase> TOLD =
            List.of(Phase.PACKAGE, Phase.ENGINE, Phase.MODEL, Phase.WIRING, Phase.PRIMING);

    private volatile Map<Phase, Double> told = Map.of();
    private volatile boolean sharesClasses;

    @Override
    public void line(byte[] bytes, int length) {
        try {
            JsonReader line = JsonReader.parse("line", Arrays.copyOf(bytes, length));
            if (line.optionalText("event").equals(Optional.of("started"))) {
                Map<Phase, Double> found = new EnumMap<>(Phase.class);
                for (Phase phase : TOLD) {
                    line.optionalNumber(phase.key() + "_ms")
                            .ifPresent(millis -> found.put(phase, millis.doubleValue()));
                }
                told = found;
                sharesClasses = line.object().find("classes_shared").equals(Optional.of(new Json.Bool(true)));
            }
        } catch (JsonException _) {
            // a line of the model's own
        }
    }

    /**
     * Whether the function said that its JVM started from classes that were made ready before. One that was given a start-up cache
     * and refused it has none at all.
     */
    boolean sharesClasses() {
        return sharesClasses;
    }

    /**
     * The parts, in milliseconds; empty where the function said nothing.
     *
     * @param log the JVM's own log of its start
     * @param all the whole start
     */
    Map<Phase, Double> phases(Path log, double all) {
        Map<Phase, Double> phases = new EnumMap<>(Phase.class);
        phases.putAll(told);
        if (phases.isEmpty()) {
            return phases;
        }
        created(log).ifPresent(millis -> phases.put(Phase.JVM, millis));
        double known = phases.values().stream().mapToDouble(Double::doubleValue).sum();
        phases.put(Phase.CLASSES, Math.max(0, all - known));
        return phases;
    }

    private static Optional<Double> created(Path log) {
        try {
            return Files.readAllLines(log).stream()
                    .map(CREATED::matcher)
                    .filter(Matcher::find)
                    .map(found -> Double.parseDouble(found.group(1)) * MILLIS)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
