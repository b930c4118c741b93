package dev.slipway.cli.packages;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.model.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Engines' libraries that are too large to come with every build. They are fetched when a model first needs them. */
public final class EngineLibraries {

    private EngineLibraries() {}

    /**
     * Fetches what serving this format needs, where this build lacks it and can be completed: one that was made from a
     * clone can, by its launcher.
     *
     * @throws CommandException where it cannot be fetched
     */
    public static void need(Surroundings in, ModelFormat format) throws IOException, InterruptedException {
        Optional<Path> launcher = in.repository().map(repository -> repository.resolve("slipway"));
        Optional<Path> bundle = in.installation()
                .map(installation -> installation.resolve("functions"))
                .map(functions -> functions.resolve(format.family() + "-x86_64"));
        switch (format) {
            case TORCHSCRIPT -> {
                boolean lacking = bundle.filter(Files::isDirectory).isPresent()
                        && bundle.map(folder -> folder.resolve("native"))
                                .filter(Files::isDirectory)
                                .isEmpty();
                if (lacking && launcher.isPresent()) {
                    fetch(in, launcher.get(), format.family());
                }
            }
            case ONNX, TEXT_ONNX, XGBOOST, LIGHTGBM -> {}
        }
    }

    private static void fetch(Surroundings in, Path launcher, String family) throws IOException, InterruptedException {
        in.out().flush();
        in.err().flush();
        int exit = new ProcessBuilder(launcher.toString(), "natives", family)
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw CommandException.failed("the libraries for " + family + " could not be fetched");
        }
    }
}
