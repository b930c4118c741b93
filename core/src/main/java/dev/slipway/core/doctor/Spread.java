package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.util.List;

/**
 * What was measured in several rounds: the middle, and how far the rounds lie apart.
 *
 * @param median the middle one; the mean of the two in the middle where there is none
 * @param min the least
 * @param max the most
 */
public record Spread(double median, double min, double max) {

    /**
     * The spread of these.
     *
     * @throws IllegalArgumentException where there are none
     */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a spread of no values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /** As JSON. */
    public Json.Fields json() {
        return Json.object()
                .with("median", Figures.number(median))
                .with("min", Figures.number(min))
                .with("max", Figures.number(max));
    }

    static Spread read(JsonReader json) {
        return new Spread(json.number("median"), json.number("min"), json.number("max"));
    }
}
