package dev.slipway.local.runtime;

import java.nio.file.Path;
import java.util.List;

/**
 * The files a version's environments run: they never change while the version exists.
 *
 * @param taskRoot the function bundle, laid out as {@code /var/task}
 * @param runtimeClient the jars of AWS's runtime interface client, in class path order
 * @param runtimeNative the client's native library for this machine
 * @param sha256 names the content of all of them
 */
public record FunctionCode(Path taskRoot, List<Path> runtimeClient, Path runtimeNative, String sha256) {

    /** Copies the list. */
    public FunctionCode {
        runtimeClient = List.copyOf(runtimeClient);
    }
}
