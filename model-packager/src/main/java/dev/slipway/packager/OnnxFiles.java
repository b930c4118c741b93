package dev.slipway.packager;

import dev.slipway.core.spec.FilePath;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether the weights that {@code slipway.yaml} lists are those that the ONNX file needs. Pure. */
final class OnnxFiles {

    private OnnxFiles() {}

    /**
     * The paths in the model folder of the files beside the ONNX file that hold its weights.
     *
     * @param file the ONNX file's path in the folder
     * @throws ProblemsException where one lies outside the folder
     */
    static SortedSet<String> beside(String file, OnnxModel model) {
        SortedSet<String> paths = new TreeSet<>();
        List<Problem> problems = new ArrayList<>();
        for (String location : model.externalFiles()) {
            Optional<String> objection = FilePath.objection(location);
            if (objection.isPresent()) {
                problems.add(new Problem(
                        file,
                        "keeps weights in \"" + location + "\"",
                        objection.get(),
                        "save it with its data beside it"));
            } else {
                paths.add(file.substring(0, file.lastIndexOf('/') + 1) + location);
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return paths;
    }

    /**
     * Compares.
     *
     * @throws ProblemsException where a file is missing from the list, or is there and has no use
     */
    static void check(ModelSpec spec, OnnxModel model) {
        Located<String> main = spec.weights().get(0);
        List<String> listed = spec.weights().stream().map(Located::value).toList();
        SortedSet<String> needed = beside(main.value(), model);
        List<Problem> problems = new ArrayList<>();
        if (!listed.containsAll(needed)) {
            List<String> all = new ArrayList<>(List.of(main.value()));
            all.addAll(needed);
            problems.add(new Problem(
                    main.place().toString(),
                    "weights: the file \"" + main.value() + "\" keeps weights in " + String.join(", ", needed),
                    "all of them in the list",
                    "write weights: [" + String.join(", ", all) + "]"));
        }
        for (Located<String> file : spec.weights().subList(1, spec.weights().size())) {
            if (!needed.contains(file.value())) {
                problems.add(new Problem(
                        file.place().toString(),
                        "weights: the file \"" + main.value() + "\" does not use \"" + file.value() + "\"",
                        "",
                        "remove it from the list"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }
}
