package dev.slipway.core.spec;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSON Schemas (draft 2020-12) from the keys that readers read.
 *
 * @param more what is said of a block beyond its keys; gets the block's keys and its schema
 */
record FormSchema(More more) {

    private static final String TIME = "^(\\d{1,12}(ns|us|ms|s|m|h|d))+$";
    private static final String BELOW_ALL = "^[0-9]{1,2}(\\.[0-9]{1,10})?%$";
    private static final String UP_TO_ALL = "^(100(\\.0{1,10})?|[0-9]{1,2}(\\.[0-9]{1,10})?)%$";

    /** What is said of a block beyond its keys. */
    interface More {
        /** The block's schema with it. */
        Json.Fields of(List<Key> keys, Json.Fields block);
    }

    /** A file's schema. */
    Json.Fields file(String title, String description, List<Key> keys) {
        Json.Fields schema = Json.object()
                .with("$schema", Json.of("https://json-schema.org/draft/2020-12/schema"))
                .with("title", Json.of(title))
                .with("description", Json.of(description));
        for (var field : block(keys).fields().entrySet()) {
            schema = schema.with(field.getKey(), field.getValue());
        }
        return schema;
    }

    private Json.Fields block(List<Key> keys) {
        List<String> needed = keys.stream().filter(Key::needed).map(Key::name).toList();
        Json.Fields block = closed().with("properties", properties(keys));
        return more.of(keys, needed.isEmpty() ? block : block.with("required", Json.texts(needed)));
    }

    private Json.Fields properties(List<Key> keys) {
        Json.Fields properties = Json.object();
        for (Key key : keys) {
            properties = properties.with(key.name(), property(key));
        }
        return properties;
    }

    private Json.Fields property(Key key) {
        Json.Fields form = form(key.form()).with("description", Json.of(key.about()));
        return key.usual().isPresent() ? form.with("default", usual(key)) : form;
    }

    private static Json usual(Key key) {
        String text = key.usual().orElseThrow();
        return switch (key.form()) {
            case Form.Whole _, Form.Between _, Form.Truth _, Form.Numbers _ ->
                JsonText.parse(text.getBytes(StandardCharsets.UTF_8));
            case Form.Words _,
                    Form.WordsOr _,
                    Form.Named _,
                    Form.Text _,
                    Form.Time _,
                    Form.Share _,
                    Form.OneOrMore _,
                    Form.Items _,
                    Form.Keys _,
                    Form.OneKey _ -> Json.of(text);
        };
    }

    private Json.Fields form(Form form) {
        return switch (form) {
            case Form.Words(List<String> words) -> Json.object().with("enum", Json.texts(words));
            case Form.WordsOr(List<String> words, Form other) ->
                anyOf(Json.object().with("enum", Json.texts(words)), form(other));
            case Form.Truth _ -> type("boolean");
            case Form.Numbers(List<Integer> numbers) ->
                Json.object()
                        .with(
                                "enum",
                                Json.array(numbers.stream()
                                        .<Json>map(number -> Json.of(number))
                                        .toList()));
            case Form.Whole(int min, int max, String _) ->
                type("integer").with("minimum", Json.of(min)).with("maximum", Json.of(max));
            case Form.Between(double least, double most, boolean above, boolean below) ->
                type("number")
                        .with(above ? "exclusiveMinimum" : "minimum", Json.of(least))
                        .with(below ? "exclusiveMaximum" : "maximum", Json.of(most));
            case Form.Text(String pattern) -> type("string").with("pattern", Json.of(pattern));
            case Form.Time _ -> type("string").with("pattern", Json.of(TIME));
            case Form.Share(boolean all) ->
                anyOf(
                        type("string").with("pattern", Json.of(all ? UP_TO_ALL : BELOW_ALL)),
                        type("number")
                                .with("exclusiveMinimum", Json.of(0))
                                .with(all ? "maximum" : "exclusiveMaximum", Json.of(1)));
            case Form.OneOrMore(Form item) ->
                anyOf(form(item), array(form(item), 1).with("uniqueItems", Json.of(true)));
            case Form.Items(Form item, int least) -> array(form(item), least);
            case Form.Keys(List<Key> keys) -> block(keys);
            case Form.OneKey(List<Key> keys) -> oneKey(keys);
            case Form.Named(Key known, String pattern, Form others) ->
                closed().with("properties", properties(List.of(known)))
                        .with("patternProperties", Json.object().with(pattern, form(others)));
        };
    }

    /** A key whose block needs nothing may have nothing behind it: {@code - verify:}. */
    private Json.Fields oneKey(List<Key> keys) {
        Json.Fields properties = Json.object();
        for (Key key : keys) {
            Json.Fields property = property(key);
            boolean free = property.find("required").isEmpty();
            properties = properties.with(
                    key.name(), free ? property.with("type", Json.texts(List.of("object", "null"))) : property);
        }
        return closed().with("minProperties", Json.of(1))
                .with("maxProperties", Json.of(1))
                .with("properties", properties);
    }

    private static Json.Fields closed() {
        return type("object").with("additionalProperties", Json.of(false));
    }

    private static Json.Fields type(String type) {
        return Json.object().with("type", Json.of(type));
    }

    private static Json.Fields array(Json.Fields items, int least) {
        return type("array").with("items", items).with("minItems", Json.of(least));
    }

    private static Json.Fields anyOf(Json.Fields... forms) {
        return Json.object().with("anyOf", Json.array(List.of(forms)));
    }
}
