package dev.slipway.core.spec;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON Schema of {@code slipway.yaml} (draft 2020-12), from the same keys and limits as its reader, for editors that
 * complete and check while one writes. What a schema cannot say, such as the order of steps, only the reader tells.
 */
public final class SpecSchema {

    private static final String TIME = "^(\\d{1,12}(ns|us|ms|s|m|h|d))+$";
    private static final String BELOW_ALL = "^[0-9]{1,2}(\\.[0-9]{1,10})?%$";
    private static final String UP_TO_ALL = "^(100(\\.0{1,10})?|[0-9]{1,2}(\\.[0-9]{1,10})?)%$";

    private static final List<String> INTRODUCTION = List.of(
            "# slipway.yaml",
            "",
            "Every key, made from the code that reads them. A wrong key or value is told with its line, its column and"
                    + " what was",
            "probably meant, all of them at once; a setting that does not apply is an error too.",
            "",
            "Editors with a YAML language server complete and check the file while you write, from",
            "[slipway.schema.json](slipway.schema.json), where its first line is",
            "`# yaml-language-server: $schema=PATH-OR-ADDRESS-OF/slipway.schema.json`.");

    private SpecSchema() {}

    /** The schema. */
    public static Json.Fields json() {
        Json.Fields schema = Json.object()
                .with("$schema", Json.of("https://json-schema.org/draft/2020-12/schema"))
                .with("title", Json.of(ModelSpec.FILE))
                .with("description", Json.of("What a model is and how it is released."));
        for (var field : block(SpecKeys.TOP).fields().entrySet()) {
            schema = schema.with(field.getKey(), field.getValue());
        }
        return schema;
    }

    private static Json.Fields block(List<Key> keys) {
        Json.Fields properties = Json.object();
        for (Key key : keys) {
            properties = properties.with(key.name(), property(key));
        }
        List<String> needed = keys.stream().filter(Key::needed).map(Key::name).toList();
        Json.Fields block = Json.object()
                .with("type", Json.of("object"))
                .with("additionalProperties", Json.of(false))
                .with("properties", properties);
        block = needed.isEmpty() ? block : block.with("required", Json.texts(needed));
        if (keys.equals(SpecKeys.RELEASE)) {
            return release(block);
        }
        return keys.equals(SpecKeys.SIGNATURE) ? block.with("minProperties", Json.of(1)) : block;
    }

    /** A plan or steps, not both; and nothing that compares where nothing is compared. */
    private static Json.Fields release(Json.Fields block) {
        List<Json> comparing = ReleaseReader.COMPARING.stream()
                .<Json>map(key -> Json.object().with("required", Json.texts(List.of(key))))
                .toList();
        Json.Fields allAtOnce = Json.object()
                .with("properties", Json.object().with("plan", Json.object().with("const", Json.of("all-at-once"))))
                .with("required", Json.texts(List.of("plan")));
        return block.with("not", Json.object().with("required", Json.texts(List.of("plan", "steps"))))
                .with("if", allAtOnce)
                .with("then", Json.object().with("not", Json.object().with("anyOf", Json.array(comparing))));
    }

    private static Json.Fields property(Key key) {
        Json.Fields form = form(key.form()).with("description", Json.of(key.about()));
        return key.usual().isPresent() ? form.with("default", usual(key)) : form;
    }

    private static Json usual(Key key) {
        String text = key.usual().orElseThrow();
        return switch (key.form()) {
            case Form.Whole _, Form.Between _ -> JsonText.parse(text.getBytes(StandardCharsets.UTF_8));
            case Form.Words _,
                    Form.Text _,
                    Form.Time _,
                    Form.Share _,
                    Form.OneOrMore _,
                    Form.Items _,
                    Form.Keys _,
                    Form.OneKey _ -> Json.of(text);
        };
    }

    private static Json.Fields form(Form form) {
        return switch (form) {
            case Form.Words(List<String> words) -> Json.object().with("enum", Json.texts(words));
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
        };
    }

    /** A key whose block needs nothing may have nothing behind it: {@code - verify:}. */
    private static Json.Fields oneKey(List<Key> keys) {
        Json.Fields properties = Json.object();
        for (Key key : keys) {
            Json.Fields property = property(key);
            boolean free = property.find("required").isEmpty();
            properties = properties.with(
                    key.name(), free ? property.with("type", Json.texts(List.of("object", "null"))) : property);
        }
        return Json.object()
                .with("type", Json.of("object"))
                .with("additionalProperties", Json.of(false))
                .with("minProperties", Json.of(1))
                .with("maxProperties", Json.of(1))
                .with("properties", properties);
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

    /** The same for people: a table for each block. */
    public static String markdown() {
        List<String> lines = new ArrayList<>(INTRODUCTION);
        table(lines, "The file", SpecKeys.TOP);
        table(lines, "A tensor under `signature: inputs` or `outputs`", SpecKeys.TENSOR);
        table(lines, "Under `serving`", SpecKeys.SERVING);
        table(lines, "Under `release`", SpecKeys.RELEASE);
        for (Key step : SpecKeys.STEPS) {
            if (step.form() instanceof Form.Keys(List<Key> keys)) {
                lines.add("");
                lines.add("The step `" + step.name() + "`: " + step.about());
                rows(lines, keys);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static void table(List<String> lines, String title, List<Key> keys) {
        lines.add("");
        lines.add("## " + title);
        rows(lines, keys);
    }

    private static void rows(List<String> lines, List<Key> keys) {
        lines.add("");
        lines.add("| key | value | where it is left out | |");
        lines.add("|---|---|---|---|");
        for (Key key : keys) {
            String otherwise = key.needed()
                    ? "it must be there"
                    : key.usual().map(usual -> "`" + usual + "`").orElse("");
            lines.add("| `" + key.name() + "` | " + words(key.form()) + " | " + otherwise + " | " + key.about() + " |");
        }
    }

    private static String words(Form form) {
        return switch (form) {
            case Form.Words(List<String> words) -> "`" + String.join("`, `", words) + "`";
            case Form.Whole(int min, int max, String _) ->
                max == Integer.MAX_VALUE ? "a whole number from " + min : "a whole number, " + min + " to " + max;
            case Form.Between(double least, double most, boolean above, boolean below) ->
                "a number " + (above ? "above " : "from ") + least + (below ? ", below " : " to ") + most;
            case Form.Text _ -> "text";
            case Form.Time(String min, String max) -> "a time, " + min + " to " + max;
            case Form.Share _ -> "a share such as `10%`";
            case Form.OneOrMore(Form item) -> words(item) + ", one or a list";
            case Form.Items(Form item, int _) ->
                "a list of "
                        + Optional.of(words(item))
                                .filter(text -> !text.isEmpty())
                                .orElse("blocks");
            case Form.Keys _ -> "a block";
            case Form.OneKey _ -> "steps";
        };
    }
}
