package dev.slipway.local.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files a version's environments run: they never change while the version exists.
 *
 * @param taskRoot the function bundle, laid out as {@code /var/task}
 * @param runtimeClient the jars of AWS's runtime interface client, in class path order
 * @param runtimeNative the client's native library for this machine
 * @param plainClient what stands in for that library where it does not run: a jar before the client's; empty in code that
 *     was kept before there was one
 * @param functionJars the function's own jars, in the order in which the client searches them
 * @param sha256 names the content of all of them
 */
public record FunctionCode(
        Path taskRoot,
        List<Path> runtimeClient,
        Path runtimeNative,
        Optional<Path> plainClient,
        List<Path> functionJars,
        String sha256) {

    /** Copies the lists. */
    public FunctionCode {
        runtimeClient = List.copyOf(runtimeClient);
        functionJars = List.copyOf(functionJars);
    }

    /** Code that only AWS's client runs, with no jars of its own. */
    FunctionCode(Path taskRoot, List<Path> runtimeClient, Path runtimeNative, String sha256) {
        this(taskRoot, runtimeClient, runtimeNative, Optional.empty(), List.of(), sha256);
    }
}
