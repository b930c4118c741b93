package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.util.Collections;
import java.util.List;

/**
 * What is kept of an e-process from one window to the next: the logarithm of one sum for each of its alternatives.
 *
 * @param logs the logarithms; {@link #NOTHING} where a sum is zero
 * @param windows how many windows went in
 */
public record Sums(List<Double> logs, long windows) {

    /** Stands for the logarithm of zero, which JSON has no number for. */
    public static final double NOTHING = -1e300;

    /** Copies the logarithms. */
    public Sums {
        logs = List.copyOf(logs);
        if (windows < 0) {
            throw new IllegalArgumentException("found " + windows + " windows; expected 0 or more");
        }
    }

    /** The sums of an e-process that saw no window yet. */
    static Sums none(int alternatives) {
        return new Sums(Collections.nCopies(alternatives, NOTHING), 0);
    }

    /** These sums, none of their logarithms above {@code limit}. */
    Sums atMost(double limit) {
        return new Sums(logs.stream().map(log -> Math.min(log, limit)).toList(), windows);
    }

    Json.Fields json() {
        Json[] numbers = new Json[logs.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Json.of(logs.get(i));
        }
        return Json.object().with("windows", Json.of(windows)).with("logs", Json.array(List.of(numbers)));
    }

    static Sums read(JsonReader reader) {
        return new Sums(reader.numbers("logs"), reader.whole("windows"));
    }
}
