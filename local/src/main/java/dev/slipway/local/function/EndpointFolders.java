package dev.slipway.local.function;

import java.nio.file.Path;

/**
 * Where a function host keeps things.
 *
 * @param state versions and weights, one file an endpoint
 * @param code the code of published versions
 * @param work the environments' temporary files
 * @param logs the environments' logs
 * @param store the packages, as the functions read them
 */
public record EndpointFolders(Path state, Path code, Path work, Path logs, Path store) {

    /** The usual places in a home. */
    public static EndpointFolders of(Path home) {
        Path functions = home.resolve("functions");
        return new EndpointFolders(
                functions.resolve("endpoints"),
                functions.resolve("code"),
                functions.resolve("work"),
                home.resolve("logs"),
                home.resolve("store"));
    }
}
