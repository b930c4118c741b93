package dev.slipway.packager.beside;

import dev.slipway.core.json.Json;
import dev.slipway.packager.trial.Measurement.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * What machines measured of two packages. Times of two machines say nothing of two packages, so only those of one kind
 * of machine are compared.
 *
 * @param machines what each measured, the newest of each, by the machine
 */
public record MeasuredDiff(SequencedMap<String, Pair> machines) {

    private static final double BYTES_PER_MB = 1L << 20;

    /**
     * What one kind of machine measured.
     *
     * @param from of the one package; empty where it did not
     * @param to of the other; empty where it did not
     */
    public record Pair(List<Shown> from, List<Shown> to) {
        /** Copies both. */
        public Pair {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        private boolean isWhole() {
            return !from.isEmpty() && !to.isEmpty();
        }
    }

    /** Compares what is said of two packages. */
    public static MeasuredDiff of(Beside from, Beside to) {
        Map<String, Shown> one = newest(from);
        Map<String, Shown> other = newest(to);
        SequencedMap<String, Pair> machines = new LinkedHashMap<>();
        one.forEach((machine, shown) -> machines.put(machine, new Pair(List.of(shown), List.of())));
        other.forEach((machine, shown) -> machines.merge(
                machine, new Pair(List.of(), List.of(shown)), (before, after) -> new Pair(before.from(), after.to())));
        return new MeasuredDiff(machines);
    }

    private static Map<String, Shown> newest(Beside beside) {
        Map<String, Shown> newest = new LinkedHashMap<>();
        beside.measured().forEach(shown -> newest.putIfAbsent(shown.machine(), shown));
        return newest;
    }

    /** The comparison for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        machines.forEach((machine, pair) -> {
            if (pair.isWhole()) {
                Shown from = pair.from().getFirst();
                Shown to = pair.to().getFirst();
                lines.add(line("latency", "%.2f ms", from.medianMillis(), to.medianMillis())
                        + String.format(
                                Locale.ROOT,
                                " (95 %%: %.2f ms -> %.2f ms); on %s",
                                from.p95Millis(),
                                to.p95Millis(),
                                machine));
                lines.add(line("start", "%.0f ms", from.startMillis(), to.startMillis()));
                if (from.peakMemory().isPresent() && to.peakMemory().isPresent()) {
                    lines.add(line("memory", "%.0f MB", megabytes(from.peakMemory()), megabytes(to.peakMemory())));
                }
            }
        });
        return lines.isEmpty() ? List.of("latency     not measured of both on one kind of machine") : lines;
    }

    private static double megabytes(OptionalLong bytes) {
        return bytes.orElse(0) / BYTES_PER_MB;
    }

    private static String line(String label, String unit, double from, double to) {
        return String.format(Locale.ROOT, "%-11s " + unit + " -> " + unit, label, from, to);
    }

    /** The comparison as JSON, one object a kind of machine; {@code from} or {@code to} is null where it was not measured. */
    public Json json() {
        return Json.array(machines.entrySet().stream()
                .map(entry -> Json.object()
                        .with("machine", Json.of(entry.getKey()))
                        .with("from", json(entry.getValue().from()))
                        .with("to", json(entry.getValue().to())))
                .toList());
    }

    private static Json json(List<Shown> shown) {
        return shown.isEmpty() ? new Json.Null() : shown.getFirst().json();
    }
}
