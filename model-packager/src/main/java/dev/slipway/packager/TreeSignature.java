package dev.slipway.packager;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.util.ArrayList;
import java.util.List;

/**
 * The signature of an ensemble of trees: one input of rows, one output. Its file names no tensors, so {@code slipway.yaml}
 * may; otherwise they are called {@value #INPUT} and {@value #OUTPUT}. Pure.
 */
final class TreeSignature {

    static final String INPUT = "x";
    static final String OUTPUT = "prediction";

    private final List<Problem> problems = new ArrayList<>();

    private TreeSignature() {}

    /**
     * Decides.
     *
     * @param datatype what the engine takes and gives
     * @param features how many numbers a row has
     * @param values how many a row is answered with; 0 where it is one, without a dimension of its own
     * @throws ProblemsException where the author's words contradict that
     */
    static Signature of(ModelSpec spec, Datatype datatype, long features, long values) {
        TreeSignature decision = new TreeSignature();
        TensorSpec input = new TensorSpec(INPUT, datatype, List.of(-1L, features));
        TensorSpec output = new TensorSpec(OUTPUT, datatype, values == 0 ? List.of(-1L) : List.of(-1L, values));
        Signature signature = new Signature(
                List.of(decision.side("input", spec.inputs(), input)),
                List.of(decision.side("output", spec.outputs(), output)));
        if (!decision.problems.isEmpty()) {
            throw new ProblemsException(decision.problems);
        }
        return signature;
    }

    private TensorSpec side(String side, List<Located<TensorSpec>> claims, TensorSpec own) {
        if (claims.isEmpty()) {
            return own;
        }
        Located<TensorSpec> first = claims.get(0);
        if (claims.size() > 1) {
            add(claims.get(1), "a second " + side, "one: trees take one tensor of rows and give one");
        }
        TensorSpec claimed = first.value();
        String what = "the " + side + " \"" + claimed.name() + "\"";
        if (claimed.datatype() != own.datatype()) {
            add(first, what + ": found " + claimed.datatype(), own.datatype().toString());
        }
        if (!isStricter(claimed.shape(), own.shape())) {
            add(first, what + ": found the shape " + claimed.shape(), own.shape() + ", or a fixed number of rows");
        }
        return new TensorSpec(claimed.name(), own.datatype(), claimed.shape());
    }

    private static boolean isStricter(List<Long> claimed, List<Long> own) {
        return claimed.size() == own.size()
                && claimed.subList(1, claimed.size()).equals(own.subList(1, own.size()));
    }

    private void add(Located<TensorSpec> claim, String found, String expected) {
        problems.add(new Problem(claim.place().toString(), found, expected, ""));
    }
}
