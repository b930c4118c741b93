package dev.slipway.core.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fields of a stored object with one clear complaint where they are not as expected:
 * {@code state.plan.alpha: expected a number, found "x"}.
 *
 * @param path the words that lead to this object, for complaints
 * @param object the object
 */
public record JsonReader(String path, Json.Fields object) {

    /**
     * Reads an object out of bytes.
     *
     * @throws JsonException where the bytes are no JSON object
     */
    public static JsonReader parse(String path, byte[] bytes) {
        return of(path, JsonText.parse(bytes));
    }

    /**
     * Takes a value as an object.
     *
     * @throws JsonException where it is none
     */
    public static JsonReader of(String path, Json value) {
        if (value instanceof Json.Fields fields) {
            return new JsonReader(path, fields);
        }
        throw wrong(path, "an object", value);
    }

    /** The text under {@code key}. */
    public String text(String key) {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    /** The text under {@code key}, where there is one. */
    public Optional<String> optionalText(String key) {
        return object.find(key).map(value -> {
            if (value instanceof Json.Text(String text)) {
                return text;
            }
            throw wrong(place(key), "a string", value);
        });
    }

    /** The number under {@code key}, where there is one. */
    public Optional<BigDecimal> optionalNumber(String key) {
        return object.find(key).map(value -> {
            if (value instanceof Json.Numeric(BigDecimal number)) {
                return number;
            }
            throw wrong(place(key), "a number", value);
        });
    }

    /** The number under {@code key}. */
    public double number(String key) {
        return optionalNumber(key).orElseThrow(() -> missing(key)).doubleValue();
    }

    /** The whole number under {@code key}. */
    public long whole(String key) {
        BigDecimal number = optionalNumber(key).orElseThrow(() -> missing(key));
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw wrong(place(key), "a whole number", new Json.Numeric(number));
        }
    }

    /** The truth value under {@code key}. */
    public boolean truth(String key) {
        Json value = object.find(key).orElseThrow(() -> missing(key));
        if (value instanceof Json.Bool(boolean truth)) {
            return truth;
        }
        throw wrong(place(key), "true or false", value);
    }

    /** The object under {@code key}. */
    public JsonReader child(String key) {
        return optionalChild(key).orElseThrow(() -> missing(key));
    }

    /** The object under {@code key}, where there is one. */
    public Optional<JsonReader> optionalChild(String key) {
        return object.find(key).map(value -> of(place(key), value));
    }

    /** The items of the array under {@code key}; empty where there is none. */
    public List<Json> items(String key) {
        Optional<Json> value = object.find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof Json.Array(List<Json> items)) {
            return items;
        }
        throw wrong(place(key), "an array", value.get());
    }

    /** The objects of the array under {@code key}; empty where there is none. */
    public List<JsonReader> children(String key) {
        List<JsonReader> children = new ArrayList<>();
        for (Json item : items(key)) {
            children.add(of(place(key), item));
        }
        return List.copyOf(children);
    }

    /** The texts of the array under {@code key}; empty where there is none. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Json item : items(key)) {
            if (!(item instanceof Json.Text(String text))) {
                throw wrong(place(key), "strings", item);
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** The numbers of the array under {@code key}; empty where there is none. */
    public List<Double> numbers(String key) {
        return items(key).stream()
                .map(item -> {
                    if (item instanceof Json.Numeric(BigDecimal number)) {
                        return number.doubleValue();
                    }
                    throw wrong(place(key), "numbers", item);
                })
                .toList();
    }

    /** The fields of the object, by key. */
    public Map<String, Json> fields() {
        return object.fields();
    }

    private String place(String key) {
        return path + "." + key;
    }

    private JsonException missing(String key) {
        return new JsonException(0, 0, place(key) + " is missing");
    }

    private static JsonException wrong(String place, String expected, Json found) {
        return new JsonException(0, 0, place + ": expected " + expected + ", found " + JsonText.write(found));
    }
}
