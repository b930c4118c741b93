package dev.slipway.packager.baseline;

import dev.slipway.core.json.Json;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names. The first {@value #MOST_VALUES} different ones are counted each; further ones and long texts only together,
 * for they are no categories, and what people wrote does not belong into a package.
 */
final class CategoryColumn implements Column {

    static final int MOST_VALUES = 1000;
    static final int LONGEST = 64;

    private final SortedMap<String, Long> values = new TreeMap<>();
    private long count;
    private long missing;
    private long others;

    /** Takes a name. */
    void add(String value) {
        count++;
        if (value.length() > LONGEST || (values.size() == MOST_VALUES && !values.containsKey(value))) {
            others++;
        } else {
            values.merge(value, 1L, Long::sum);
        }
    }

    @Override
    public void missing() {
        missing++;
    }

    @Override
    public Json.Fields json() {
        return Json.object()
                .with("kind", Json.of("category"))
                .with("count", Json.of(count))
                .with("missing", Json.of(missing))
                .with("others", Json.of(others))
                .with("values", Json.texts(values.keySet().stream().toList()))
                .with(
                        "counts",
                        Json.array(values.values().stream().map(Json::of).toList()));
    }
}
