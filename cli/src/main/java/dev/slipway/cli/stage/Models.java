package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model folders that {@code up} was given, read and checked before anything starts.
 *
 * @param all the packages by model
 */
record Models(Map<ModelName, Model> all) {

    private static final String EXAMPLE = "examples/digits/v1";

    /**
     * A folder and what was read of it.
     *
     * @param folder the folder
     * @param read its package
     */
    record Model(Path folder, ModelPackage read) {
        ModelName name() {
            return read.spec().model().value();
        }
    }

    /**
     * Reads folders; the digits example where none is named.
     *
     * @throws ProblemsException with all that is wrong with any of them
     */
    static Models read(Surroundings in, List<Path> named) throws IOException {
        List<Path> folders = named.isEmpty() ? List.of(example(in)) : named;
        Map<ModelName, Model> models = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Path folder : folders) {
            try {
                Model model = new Model(folder, Packager.read(in.folder().resolve(folder)));
                Model other = models.putIfAbsent(model.name(), model);
                if (other != null) {
                    problems.add(new Problem(
                            folder.toString(),
                            "holds the model " + model.name() + ", and so does " + other.folder(),
                            "",
                            "start with one, then: slipway release " + model.name() + " --package " + folder));
                }
            } catch (ProblemsException e) {
                problems.addAll(folders.size() == 1 ? e.problems() : in(folder, e.problems()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new Models(models);
    }

    /** Of several folders, each problem says in which it is. */
    private static List<Problem> in(Path folder, List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Problem(
                        folder.resolve(problem.place()).toString(),
                        problem.found(),
                        problem.expected(),
                        problem.remedy()))
                .toList();
    }

    private static Path example(Surroundings in) {
        return in.repository()
                .or(in::installation)
                .map(root -> root.resolve(EXAMPLE))
                .filter(Files::isDirectory)
                .orElseThrow(() -> CommandException.askedWrongly(
                        "FOLDER: found none, and the digits example is not installed; expected a model folder, such as"
                                + " slipway init makes it"));
    }
}
