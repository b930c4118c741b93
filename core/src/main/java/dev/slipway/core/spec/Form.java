package dev.slipway.core.spec;

import java.util.List;

/** What the value of a key may be. The readers take their limits from here, and so does the published schema. */
sealed interface Form {

    /** One of these words. */
    record Words(List<String> words) implements Form {}

    /** A whole number; the unit is for messages. */
    record Whole(int min, int max, String unit) implements Form {}

    /** A number above {@code least}, or from it on, up to {@code most}, or below it. */
    record Between(double least, double most, boolean above, boolean below) implements Form {}

    /** Text of this pattern. */
    record Text(String pattern) implements Form {}

    /** A time such as {@code 10s}. */
    record Time(String min, String max) implements Form {}

    /** A share, such as {@code 10%} or {@code 0.1}: above none, up to all, or below all. */
    record Share(boolean all) implements Form {}

    /** One value, or a list of them, each once. */
    record OneOrMore(Form item) implements Form {}

    /** A list; of at least one where {@code least} is 1. */
    record Items(Form item, int least) implements Form {}

    /** A block of keys. */
    record Keys(List<Key> keys) implements Form {}

    /** A block with exactly one of these keys. */
    record OneKey(List<Key> keys) implements Form {}

    /** {@code true} or {@code false}. */
    record Truth() implements Form {}

    /** One of these whole numbers. */
    record Numbers(List<Integer> numbers) implements Form {}

    /** One of these words, or something else. */
    record WordsOr(List<String> words, Form other) implements Form {}

    /** A block whose keys are the user's own names, of a pattern; one name is known and has a form of its own. */
    record Named(Key known, String pattern, Form others) implements Form {}
}
