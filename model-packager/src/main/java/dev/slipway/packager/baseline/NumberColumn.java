package dev.slipway.packager.baseline;

import dev.slipway.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Numbers. Few different ones are counted each, exactly; of many, {@value #PARTS} quantiles are kept, with the most that
 * their ranks may be wrong by. Mean and deviation are Welford's.
 */
final class NumberColumn implements Column {

    static final int MOST_VALUES = 64;
    static final int PARTS = 128;

    private final QuantileSketch sketch = new QuantileSketch();
    private final SortedMap<Double, Long> values = new TreeMap<>();
    private boolean few = true;
    private long count;
    private long missing;
    private long infinite;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;

    /** Takes a number. NaN is a missing one; infinite ones are only counted. */
    void add(double number) {
        if (Double.isNaN(number)) {
            missing++;
            return;
        }
        if (Double.isInfinite(number)) {
            infinite++;
            return;
        }
        double value = number + 0.0; // no negative zero
        count++;
        least = Math.min(least, value);
        most = Math.max(most, value);
        double distance = value - mean;
        mean += distance / count;
        squares += distance * (value - mean);
        sketch.add(value);
        if (few) {
            values.merge(value, 1L, Long::sum);
            if (values.size() > MOST_VALUES) {
                few = false;
                values.clear();
            }
        }
    }

    @Override
    public void missing() {
        missing++;
    }

    @Override
    public Json.Fields json() {
        Json.Fields json = Json.object()
                .with("kind", Json.of("number"))
                .with("count", Json.of(count))
                .with("missing", Json.of(missing))
                .with("infinite", Json.of(infinite));
        if (count == 0) {
            return json;
        }
        json = finite(json, "min", least);
        json = finite(json, "max", most);
        json = finite(json, "mean", mean);
        json = finite(json, "deviation", Math.sqrt(squares / count));
        return few
                ? json.with("values", numbers(values.keySet().stream().toList()))
                        .with(
                                "counts",
                                Json.array(
                                        values.values().stream().map(Json::of).toList()))
                : json.with(
                                "quantiles",
                                numbers(Arrays.stream(sketch.quantiles(PARTS))
                                        .boxed()
                                        .toList()))
                        .with("rank_error", Json.of(sketch.rankError()));
    }

    /** Numbers near the largest may have a mean or a deviation that is none. */
    private static Json.Fields finite(Json.Fields json, String key, double number) {
        return Double.isFinite(number) ? json.with(key, Json.of(number)) : json;
    }

    private static Json numbers(List<Double> numbers) {
        List<Json> json = new ArrayList<>();
        numbers.forEach(number -> json.add(Json.of(number)));
        return Json.array(json);
    }

    /** The numbers that were counted each, for tests. */
    Map<Double, Long> values() {
        return Map.copyOf(values);
    }
}
