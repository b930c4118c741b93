package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;

/**
 * How large things are, in bytes.
 *
 * @param bundle the function's code, unzipped, with the engine's libraries
 * @param packaged the model's package: it is read from the store at the start, and is no part of the bundle
 */
public record Bulk(long bundle, long packaged) {

    /** Lambda's limit on a function's code, unzipped ("Lambda quotas": deployment package size). */
    public static final long LARGEST_BUNDLE = 250L * 1024 * 1024;

    Json.Fields json() {
        return Json.object().with("bundle", Json.of(bundle)).with("package", Json.of(packaged));
    }

    static Bulk read(JsonReader json) {
        return new Bulk(json.whole("bundle"), json.whole("package"));
    }
}
