package dev.slipway.packager;

import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Whether the weights that {@code slipway.yaml} lists are those that the first of them needs. Pure. */
final class WeightFiles {

    private WeightFiles() {}

    /**
     * Compares.
     *
     * @throws ProblemsException where a file is missing from the list, or is there and has no use
     */
    static void check(ModelSpec spec, WeightsFacts weights) {
        Located<String> main = spec.weights().get(0);
        List<String> listed = spec.weights().stream().map(Located::value).toList();
        SortedSet<String> needed = weights.beside(main.value());
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
