package dev.slipway.core.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259). Numbers are exact: 64-bit integers never pass through a double. */
public sealed interface Json {

    /** {@code null}. */
    record Null() implements Json {}

    /**
     * {@code true} or {@code false}.
     *
     * @param value which of them
     */
    record Bool(boolean value) implements Json {}

    /**
     * A number.
     *
     * @param value its exact value
     */
    record Numeric(BigDecimal value) implements Json {}

    /**
     * A string.
     *
     * @param value its characters
     */
    record Text(String value) implements Json {}

    /**
     * An array.
     *
     * @param items its elements in order
     */
    record Array(List<Json> items) implements Json {
        /** Copies the items. */
        public Array {
            items = List.copyOf(items);
        }
    }

    /**
     * An object. The order of the keys is kept for people and has no meaning.
     *
     * @param fields its values by key
     */
    record Fields(Map<String, Json> fields) implements Json {
        /** Copies the fields. */
        public Fields {
            fields = owned(fields);
        }

        /** The value under {@code key}; absent where the key is missing or its value is {@code null}. */
        public Optional<Json> find(String key) {
            return Optional.ofNullable(fields.get(key)).filter(value -> !(value instanceof Null));
        }

        /** This object with {@code key} set to {@code value}, last where it is new. */
        public Fields with(String key, Json value) {
            return new Fields(owned(fields).with(key, value));
        }

        OwnedFields owned() {
            return owned(fields);
        }

        private static OwnedFields owned(Map<String, Json> fields) {
            return fields instanceof OwnedFields owned ? owned : OwnedFields.copyOf(fields);
        }
    }

    /** A string value. */
    static Json of(String value) {
        return new Text(value);
    }

    /** A whole number. */
    static Json of(long value) {
        return new Numeric(BigDecimal.valueOf(value));
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException where it is not finite: JSON has no form for it
     */
    static Json of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " has no JSON form");
        }
        return new Numeric(new BigDecimal(Double.toString(value)));
    }

    /** A truth value. */
    static Json of(boolean value) {
        return new Bool(value);
    }

    /** An array of these values. */
    static Json array(List<? extends Json> items) {
        return new Array(List.copyOf(items));
    }

    /** An array of strings. */
    static Json texts(List<String> items) {
        return new Array(items.stream().map(Json::of).toList());
    }

    /** A string, or {@code null} where there is none. */
    static Json ofText(Optional<String> value) {
        return value.map(Json::of).orElseGet(Null::new);
    }

    /** An empty object to build on with {@link Fields#with}. */
    static Fields object() {
        return new Fields(OwnedFields.EMPTY);
    }
}
