package dev.slipway.infra;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ServingSpec.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What functions get, as files: zips, or the folder of a container image where a zip would be too large for Lambda.
 *
 * @param folder the folder that has them
 */
public record Bundles(Path folder) {

    /** The image's definition, below the folder that it copies from. */
    static final String DEFINITION = "image/Dockerfile";

    /** Whether functions for this format are container images. */
    static boolean isImage(ModelFormat format) {
        return format.needsImage();
    }

    /**
     * The bundle that answers predictions of models of this format: a zip, or an image's folder.
     *
     * @throws ProblemsException where it was not built
     */
    public Path inference(ModelFormat format, Architecture architecture) {
        return isImage(format)
                ? image("bundle/" + format.family() + "-" + word(architecture))
                : built("slipway-" + format.family() + "-linux-" + word(architecture) + ".zip");
    }

    private Path image(String name) {
        Path context = folder.resolve(name);
        if (!Files.isRegularFile(context.resolve(DEFINITION)) || !Files.isDirectory(context.resolve("native"))) {
            throw new ProblemsException(new Problem(
                    context.toString(),
                    "is no whole folder of a container image",
                    "lib/, native/ and " + DEFINITION,
                    "build it with mvn package"));
        }
        return context;
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
