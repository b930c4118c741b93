package dev.slipway.core.spec;

import dev.slipway.core.json.Json;
import java.util.List;

/**
 * The JSON Schema of {@code slipway.yaml} (draft 2020-12), from the same keys and limits as its reader, for editors that
 * complete and check while one writes. What a schema cannot say, such as the order of steps, only the reader tells.
 */
public final class SpecSchema {

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
        return new FormSchema(SpecSchema::more)
                .file(ModelSpec.FILE, "What a model is and how it is released.", SpecKeys.TOP);
    }

    private static Json.Fields more(List<Key> keys, Json.Fields block) {
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

    /** The same for people: a table for each block. */
    public static String markdown() {
        KeyTables tables = new KeyTables()
                .lines(INTRODUCTION)
                .table("The file", SpecKeys.TOP)
                .table("A tensor under `signature: inputs` or `outputs`", SpecKeys.TENSOR)
                .table("Under `serving`", SpecKeys.SERVING)
                .table("Under `release`", SpecKeys.RELEASE);
        for (Key step : SpecKeys.STEPS) {
            if (step.form() instanceof Form.Keys(List<Key> keys)) {
                tables.lines(List.of("", "The step `" + step.name() + "`: " + step.about()))
                        .rows(keys);
            }
        }
        return tables.text();
    }
}
