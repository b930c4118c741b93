package dev.slipway.local.runtime;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import java.nio.file.Path;

/**
 * All that is needed to start environments of one published version.
 *
 * @param endpoint the endpoint it belongs to; the function's name
 * @param version its number
 * @param digest the package it serves
 * @param code the files it runs
 * @param settings what it is given to run with
 * @param store the folder that packages are read from
 * @param logs the folder for its environments' logs
 * @param work the folder for its environments' temporary files
 */
public record VersionSpec(
        ModelName endpoint,
        String version,
        Digest digest,
        FunctionCode code,
        FunctionSettings settings,
        Path store,
        Path logs,
        Path work) {

    /** The file of an environment's log. */
    Path log(String environment) {
        return logs.resolve(environment + ".log");
    }

    /** The function's qualified name, for people. */
    public String label() {
        return endpoint.value() + ":" + version;
    }
}
