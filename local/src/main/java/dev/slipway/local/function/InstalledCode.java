package dev.slipway.local.function;

import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.local.runtime.FunctionCode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The code that is installed now for one family of engines: what the next published version runs.
 *
 * @param taskRoot the function bundle, laid out as {@code /var/task}
 * @param runtimeClient AWS's runtime interface client: {@code lib/*.jar} and {@code native/*.so}
 */
public record InstalledCode(Path taskRoot, Path runtimeClient) {

    /**
     * Checks that both are there.
     *
     * @throws ProblemsException where one is not
     */
    public InstalledCode {
        check(taskRoot, "the function bundle");
        check(runtimeClient.resolve("lib"), "AWS's runtime interface client");
        check(runtimeClient.resolve("native"), "the native library of AWS's runtime interface client");
    }

    private static void check(Path folder, String what) {
        if (!Files.isDirectory(folder)) {
            throw new ProblemsException(
                    new Problem(folder.toString(), "no such folder", what, "build Slipway again, or install it again"));
        }
    }

    /**
     * This code as it lies here, not kept: for a process that ends before the next build.
     *
     * @param architecture the processor, as AWS's runtime client calls it
     * @throws dev.slipway.core.platform.PlatformException.Unavailable where it cannot be read
     */
    public FunctionCode inPlace(String architecture) {
        return CodeFiles.code(this, architecture);
    }
}
