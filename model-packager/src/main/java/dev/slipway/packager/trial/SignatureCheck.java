package dev.slipway.packager.trial;

import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.proof.OutputTensor;
import dev.slipway.core.spec.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a model answers the tensors that its signature promises: a file may say of itself what is not so. Pure. */
final class SignatureCheck {

    private SignatureCheck() {}

    /** What is otherwise than promised, told at {@code place}. */
    static List<Problem> outputs(String place, Signature signature, List<OutputTensor> found) {
        List<Problem> problems = new ArrayList<>();
        for (TensorSpec promised : signature.outputs()) {
            Optional<OutputTensor> answered = found.stream()
                    .filter(tensor -> tensor.name().equals(promised.name()))
                    .findFirst();
            String what = "output \"" + promised.name() + "\": the model answers ";
            if (answered.isEmpty()) {
                problems.add(
                        new Problem(place, what + "no such tensor", promised.datatype() + " " + promised.shape(), ""));
            } else if (answered.get().datatype() != promised.datatype()
                    || !promised.accepts(answered.get().shape())) {
                problems.add(new Problem(
                        place,
                        what + answered.get().datatype() + " " + answered.get().shape(),
                        promised.datatype() + " " + promised.shape() + ", as its signature says",
                        "correct the signature, in the file or in slipway.yaml"));
            }
        }
        return problems;
    }
}
