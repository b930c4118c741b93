package dev.slipway.infra;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ServingSpec.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The zips that functions get, as files.
 *
 * @param folder the folder that has them
 */
public record Bundles(Path folder) {

    /**
     * The bundle that answers predictions of models of this format.
     *
     * @throws ProblemsException where it was not built
     */
    public Path inference(ModelFormat format, Architecture architecture) {
        return built("slipway-" + format.family() + "-linux-" + word(architecture) + ".zip");
    }

    /**
     * The bundle that runs releases; it has no engine and runs on either processor.
     *
     * @throws ProblemsException where it was not built
     */
    public Path controller() {
        return built("slipway-controller.zip");
    }

    private Path built(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ProblemsException(
                    new Problem(file.toString(), "there is no such file", "", "build it with mvn package"));
        }
        return file;
    }

    private static String word(Architecture architecture) {
        return switch (architecture) {
            case ARM64 -> "arm64";
            case X86_64 -> "x86_64";
        };
    }
}
