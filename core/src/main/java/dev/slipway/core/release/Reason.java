package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;

/**
 * Why a verdict is as it is. Invariant I8: every verdict has one, with the number that decided.
 *
 * @param rule the rule that decided, in a word or two: {@code errors}, {@code latency q99}, {@code no data}
 * @param text what happened, for people
 * @param number the number that decided
 * @param threshold what the number was held against
 */
public record Reason(String rule, String text, double number, double threshold) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where the rule or the text is empty, or a number is not finite
     */
    public Reason {
        if (rule.isEmpty() || text.isEmpty()) {
            throw new IllegalArgumentException(
                    "a reason needs a rule and a text, found \"" + rule + "\": \"" + text + "\"");
        }
        if (!Double.isFinite(number) || !Double.isFinite(threshold)) {
            throw new IllegalArgumentException(
                    "the reason \"" + text + "\" needs finite numbers, found " + number + " against " + threshold);
        }
    }

    /** The reason as it is stored and shown. */
    public Json.Fields json() {
        return Json.object()
                .with("rule", Json.of(rule))
                .with("text", Json.of(text))
                .with("number", Json.of(number))
                .with("threshold", Json.of(threshold));
    }

    /**
     * Reads a stored reason.
     *
     * @throws dev.slipway.core.json.JsonException where it is none
     */
    public static Reason read(JsonReader reader) {
        return new Reason(
                reader.text("rule"), reader.text("text"), reader.number("number"), reader.number("threshold"));
    }
}
