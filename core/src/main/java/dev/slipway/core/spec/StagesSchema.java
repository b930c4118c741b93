package dev.slipway.core.spec;

import dev.slipway.core.json.Json;
import java.util.List;

/**
 * The JSON Schema of {@code stages.yaml} (draft 2020-12), from the same keys and limits as its reader. What depends on
 * another value, such as a firewall on the door, only the reader tells.
 */
public final class StagesSchema {

    private StagesSchema() {}

    /** The schema. */
    public static Json.Fields json() {
        return new FormSchema(StagesSchema::more)
                .file(StagesSpec.FILE, "Where models are served, and who may work on it.", StageKeys.TOP);
    }

    /** Signatures cannot be required where no key is trusted. */
    private static Json.Fields more(List<Key> keys, Json.Fields block) {
        if (!keys.equals(StageKeys.SIGNING) && !keys.equals(StageKeys.LOCAL_SIGNING)) {
            return block;
        }
        Json.Fields required = Json.object()
                .with("properties", Json.object().with("required", Json.object().with("const", Json.of(true))));
        return block.with("if", required).with("then", Json.object().with("required", Json.texts(List.of("keys"))));
    }

    /** The same for people: a table for each block. */
    public static String markdown() {
        return new KeyTables()
                .table("The file", StageKeys.TOP)
                .table("The stage `local`", StageKeys.LOCAL)
                .table("A stage on AWS", StageKeys.AWS)
                .table("Under `auth: jwt`", StageKeys.JWT)
                .table("Under `auth: api-key`", StageKeys.API_KEY)
                .table("Under `signing`", StageKeys.SIGNING)
                .table("Under `report: github`", StageKeys.REPORT_GITHUB)
                .table("Under `domain`", StageKeys.DOMAIN_KEYS)
                .table("Under `throttle`", StageKeys.THROTTLE)
                .table("Under `network`", StageKeys.NETWORK)
                .table("Under `github` at the top", StageKeys.GITHUB)
                .text();
    }
}
