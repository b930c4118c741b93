package dev.slipway.packager;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.OneLine;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The signature of an ONNX model: what the file says, made stricter by what {@code slipway.yaml} says. Pure. */
final class OnnxSignature {

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private OnnxSignature(String file) {
        this.file = file;
    }

    /**
     * Decides.
     *
     * @param file the weights' path, for messages
     * @throws ProblemsException where an input or output is no tensor of the protocol, or the two contradict each other
     */
    static Signature of(String file, OnnxModel model, ModelSpec spec) {
        OnnxSignature decision = new OnnxSignature(file);
        List<TensorSpec> inputs = decision.side("input", model.inputs(), spec.inputs());
        List<TensorSpec> outputs = decision.side("output", model.outputs(), spec.outputs());
        if (model.inputs().isEmpty()) {
            decision.add(file, "its graph has no input", "at least one", "a model without input cannot be asked");
        }
        decision.names("input", model.inputs());
        decision.names("output", model.outputs());
        if (!decision.problems.isEmpty()) {
            throw new ProblemsException(decision.problems);
        }
        return new Signature(inputs, outputs);
    }

    /** Clients name tensors, so each side's names must differ. */
    private void names(String side, List<OnnxModel.Value> values) {
        Set<String> seen = new HashSet<>();
        Set<String> told = new HashSet<>();
        for (OnnxModel.Value value : values) {
            if (!seen.add(value.name()) && told.add(value.name())) {
                add(
                        file,
                        "its graph has two " + side + "s called \"" + value.name() + "\"",
                        "names that differ",
                        "rename one and export again");
            }
        }
    }

    /**
     * The outputs alone, for a model whose inputs clients do not see.
     *
     * @throws ProblemsException as {@link #of}
     */
    static List<TensorSpec> outputs(String file, OnnxModel model, ModelSpec spec) {
        OnnxSignature decision = new OnnxSignature(file);
        decision.names("output", model.outputs());
        List<TensorSpec> outputs = decision.side("output", model.outputs(), spec.outputs());
        if (!decision.problems.isEmpty()) {
            throw new ProblemsException(decision.problems);
        }
        return outputs;
    }

    private List<TensorSpec> side(String side, List<OnnxModel.Value> values, List<Located<TensorSpec>> claims) {
        String names = values.stream().map(value -> "\"" + value.name() + "\"").collect(Collectors.joining(", "));
        for (Located<TensorSpec> claim : claims) {
            if (values.stream()
                    .noneMatch(value -> value.name().equals(claim.value().name()))) {
                add(
                        claim.place().toString(),
                        "the file " + file + " has no " + side + " \""
                                + claim.value().name() + "\"",
                        "one of " + names,
                        "");
            }
        }
        List<TensorSpec> tensors = new ArrayList<>();
        for (OnnxModel.Value value : values) {
            Optional<Located<TensorSpec>> claim = claims.stream()
                    .filter(tensor -> tensor.value().name().equals(value.name()))
                    .findFirst();
            tensor(side, value, claim).ifPresent(tensors::add);
        }
        return tensors;
    }

    private Optional<TensorSpec> tensor(String side, OnnxModel.Value value, Optional<Located<TensorSpec>> claim) {
        Optional<String> fault = OneLine.fault(value.name(), TensorSpec.LONGEST_NAME);
        if (fault.isPresent()) {
            add(file, "the name of an " + side + ": " + fault.get(), "", "rename it inside the model");
            return Optional.empty();
        }
        String what = "the " + side + " \"" + value.name() + "\"";
        return switch (value.type()) {
            case OnnxModel.NoTensor(String kind) -> {
                add(file, what + " is " + kind, "a tensor", remedy(kind));
                yield Optional.empty();
            }
            case OnnxModel.Tensor tensor -> {
                Optional<Datatype> datatype = tensor.elementType().datatype();
                if (datatype.isEmpty()) {
                    add(
                            file,
                            what + " has elements of " + tensor.elementType(),
                            "a datatype of the V2 protocol",
                            "cast it inside the model");
                    yield Optional.empty();
                }
                yield claim.isPresent()
                        ? claimed(what, value.name(), datatype.get(), tensor.shape(), claim.get())
                        : told(what, value.name(), datatype.get(), tensor.shape());
            }
        };
    }

    private static String remedy(String kind) {
        return kind.contains("map") || kind.contains("sequence")
                ? "export a classifier without ZipMap: to_onnx(model, X, options={\"zipmap\": False})"
                : "export the model with tensors in and out";
    }

    private Optional<TensorSpec> told(String what, String name, Datatype datatype, Optional<List<Long>> shape) {
        if (shape.isEmpty()) {
            add(
                    file,
                    "the file does not say the shape of " + what,
                    "",
                    "say it in " + ModelSpec.FILE + ": {name: " + name + ", datatype: " + datatype
                            + ", shape: [-1, ...]}" + " under signature");
        }
        return shape.map(dimensions -> new TensorSpec(name, datatype, dimensions));
    }

    private Optional<TensorSpec> claimed(
            String what, String name, Datatype datatype, Optional<List<Long>> shape, Located<TensorSpec> claim) {
        TensorSpec claimed = claim.value();
        if (claimed.datatype() != datatype) {
            add(
                    claim.place().toString(),
                    what + ": found " + claimed.datatype(),
                    datatype.toString(),
                    "the file " + file + " says so");
        }
        if (shape.isPresent() && !isStricter(claimed.shape(), shape.get())) {
            add(
                    claim.place().toString(),
                    what + ": found the shape " + claimed.shape(),
                    shape.get() + " or stricter",
                    "the file " + file + " says so");
        }
        return Optional.of(new TensorSpec(name, datatype, claimed.shape()));
    }

    /** Whether {@code claimed} allows no shape that the file does not allow. */
    private static boolean isStricter(List<Long> claimed, List<Long> file) {
        if (claimed.size() != file.size()) {
            return false;
        }
        for (int i = 0; i < file.size(); i++) {
            if (file.get(i) != -1 && !Objects.equals(file.get(i), claimed.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void add(String place, String found, String expected, String remedy) {
        problems.add(new Problem(place, found, expected, remedy));
    }
}
