package dev.slipway.local.stage;

import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.console.VersionLogs;
import dev.slipway.local.function.Endpoints;
import java.util.stream.Collectors;

/** The ends of what a version's environments print. */
interface Logs {

    /**
     * The newest ends, the newest first.
     *
     * @throws RefusedException where there is no such version, or its logs lie elsewhere
     */
    Json.Fields ends(ModelName model, String version, Query query);

    /** Those in a stage's home. */
    static Logs of(Endpoints endpoints, VersionLogs logs) {
        int usual = 64 * 1024;
        return (model, version, query) -> {
            if (endpoints.version(model, version).isEmpty()) {
                String known = endpoints.versions(model).stream()
                        .map(FunctionVersion::version)
                        .collect(Collectors.joining(", "));
                throw new RefusedException(
                        Kind.UNKNOWN, "no version \"" + version + "\" of " + model + "; known: " + known);
            }
            int bytes = query.number("bytes", VersionLogs.MOST_BYTES)
                    .map(Math::toIntExact)
                    .orElse(usual);
            return logs.ends(model, version, bytes);
        };
    }
}
