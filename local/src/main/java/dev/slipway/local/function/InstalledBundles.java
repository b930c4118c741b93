package dev.slipway.local.function;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.local.runtime.Machine;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bundles of an installation: {@code functions/<family>-<processor>/}, and AWS's runtime client beside them.
 *
 * @param installation the folder that has both
 * @param processor this machine's, as bundles are named after it: {@code x86_64} or {@code arm64}
 */
public record InstalledBundles(Path installation, String processor) implements CodeSource {

    /**
     * Checks that an installation is there.
     *
     * @throws ProblemsException where it is not
     */
    public InstalledBundles {
        if (!Files.isDirectory(installation.resolve("functions"))) {
            throw new ProblemsException(new Problem(
                    installation.resolve("functions").toString(),
                    "no such folder",
                    "the function bundles",
                    "build Slipway again, or install it again"));
        }
    }

    /** The bundles for this machine. */
    public static InstalledBundles of(Path installation, Machine machine) {
        return new InstalledBundles(installation, machine.bundle());
    }

    /** Where the bundle of a format lies, laid out as {@code /var/task}, if it is installed. */
    public Path folder(ModelFormat format) {
        return installation.resolve("functions").resolve(format.family() + "-" + processor);
    }

    @Override
    public InstalledCode code(ModelFormat format) {
        Path folder = folder(format);
        if (!Files.isDirectory(folder)) {
            throw new PlatformException.Refused("this installation has no function bundle for the format "
                    + format.key() + " (no folder " + folder + "): build Slipway again, or install it again");
        }
        if (!Files.isDirectory(folder.resolve("native"))) {
            throw new PlatformException.Refused("the libraries of the engine for " + format.key()
                    + " were not fetched yet: they are too large to come with every build; fetch them with: slipway natives "
                    + format.family());
        }
        return new InstalledCode(folder, installation.resolve("runtime-client"));
    }
}
