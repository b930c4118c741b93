package dev.slipway.packager;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** The model folders that {@code stages.yaml} names, read so that what is wrong with one is told at its place there. */
public final class StageFolders {

    private StageFolders() {}

    /**
     * Reads one.
     *
     * @param folder the folder that {@code stages.yaml} lies in
     * @param entry the model folder, as it is written there
     * @throws ProblemsException where it cannot be packaged
     */
    public static ModelPackage read(Path folder, Located<String> entry) throws IOException {
        Path path = folder.resolve(entry.value());
        try {
            return Packager.read(path);
        } catch (ProblemsException e) {
            throw new ProblemsException(e.problems().stream()
                    .map(problem -> told(path, entry, problem))
                    .toList());
        }
    }

    /** What is wrong with the folder itself is told where it is named; what is wrong within, at its file. */
    private static Problem told(Path path, Located<String> entry, Problem problem) {
        boolean whole = problem.place().equals(path.toString())
                || problem.place().equals(path.toAbsolutePath().normalize().toString());
        return whole
                ? new Problem(
                        entry.place().toString(),
                        entry.value() + ": " + problem.found(),
                        problem.expected(),
                        problem.remedy())
                : new Problem(
                        entry.value() + "/" + problem.place(), problem.found(), problem.expected(), problem.remedy());
    }

    /**
     * What is wrong where a stage serves the model of a folder already.
     *
     * @param before the models of the folders that are named before it
     * @return empty where it is the first of its model
     */
    public static Optional<Problem> second(Located<String> entry, ModelName model, Collection<ModelName> before) {
        return before.contains(model)
                ? Optional.of(new Problem(
                        entry.place().toString(),
                        entry.value() + " is the second folder of the model " + model + " in this stage",
                        "one folder a model",
                        ""))
                : Optional.empty();
    }
}
