package dev.slipway.packager;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.packager.torchscript.Forward;
import dev.slipway.packager.torchscript.TorchModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The signature of a TorchScript model: {@code slipway.yaml} says it, since the archive says neither datatypes nor shapes.
 * What the archive does say, how many tensors go in and come out, must agree. Pure.
 */
final class TorchSignature {

    /** PyTorch has none, or DJL no way to it. */
    private static final Set<Datatype> UNKNOWN =
            Set.of(Datatype.UINT16, Datatype.UINT32, Datatype.UINT64, Datatype.BF16, Datatype.BYTES);

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private TorchSignature(String file) {
        this.file = file;
    }

    /**
     * Decides.
     *
     * @param file the weights' path, for messages
     * @throws ProblemsException where {@code slipway.yaml} does not say all of it, or the archive contradicts it
     */
    static Signature of(String file, TorchModel model, ModelSpec spec) {
        TorchSignature decision = new TorchSignature(file);
        decision.architecture(spec);
        decision.arguments(model.forward());
        decision.inputs(model.forward(), spec);
        decision.outputs(model.forward().result(), spec);
        decision.datatypes(spec.inputs());
        decision.datatypes(spec.outputs());
        if (!decision.problems.isEmpty()) {
            throw new ProblemsException(decision.problems);
        }
        return new Signature(values(spec.inputs()), values(spec.outputs()));
    }

    /** What {@code forward} gives, for people. */
    static String given(TorchModel model) {
        return switch (model.forward().result()) {
            case Forward.Result.Tensors(int count) -> count == 1 ? "a tensor" : count + " tensors";
            case Forward.Result.Named() -> "tensors by name";
            case Forward.Result.Several() -> "a list of tensors";
            case Forward.Result.NoTensors(String type) -> StarterText.safe(type);
        };
    }

    private static List<TensorSpec> values(List<Located<TensorSpec>> claims) {
        return claims.stream().map(Located::value).toList();
    }

    private void architecture(ModelSpec spec) {
        if (spec.serving().architecture() != Architecture.X86_64) {
            add(
                    spec.format().place().toString(),
                    "serving.architecture is arm64, or left out, which means the same",
                    "x86_64: PyTorch is served on no other",
                    "write serving: {architecture: x86_64}");
        }
    }

    private void arguments(Forward forward) {
        for (Forward.Argument argument : forward.arguments()) {
            if (!argument.type().equals("Tensor")) {
                add(
                        file,
                        "its forward takes " + argument.name() + ": " + argument.type(),
                        "tensors alone, as the V2 protocol has them",
                        "wrap the model in one that takes tensors, and save that");
            }
        }
        if (forward.arguments().isEmpty()) {
            add(file, "its forward takes nothing", "at least one tensor", "a model without input cannot be asked");
        }
    }

    private void inputs(Forward forward, ModelSpec spec) {
        List<String> names =
                forward.arguments().stream().map(Forward.Argument::name).toList();
        if (spec.inputs().isEmpty()) {
            missing("inputs", names.isEmpty() ? "x" : names.getFirst());
            return;
        }
        List<String> said = values(spec.inputs()).stream().map(TensorSpec::name).toList();
        if (said.size() != names.size()) {
            add(
                    place(spec.inputs()),
                    "inputs: found " + said.size(),
                    names.size() + ": the forward of " + file + " takes " + String.join(", ", names),
                    "");
        } else if (!said.equals(names) && new HashSet<>(said).equals(new HashSet<>(names))) {
            add(
                    place(spec.inputs()),
                    "inputs: found the order " + String.join(", ", said),
                    "the order of forward's arguments: " + String.join(", ", names),
                    "");
        }
    }

    private void outputs(Forward.Result result, ModelSpec spec) {
        switch (result) {
            case Forward.Result.NoTensors(String type) ->
                add(
                        file,
                        "its forward gives " + type,
                        "a tensor, a tuple of tensors, or a dictionary of them",
                        "wrap the model in one that gives those, and save that");
            case Forward.Result.Tensors(int count) -> {
                if (!spec.outputs().isEmpty() && spec.outputs().size() != count) {
                    add(
                            place(spec.outputs()),
                            "outputs: found " + spec.outputs().size(),
                            count + ": as many as the forward of " + file + " gives",
                            "");
                }
            }
            case Forward.Result.Named(), Forward.Result.Several() -> {}
        }
        if (spec.outputs().isEmpty()) {
            missing("outputs", "y");
        }
    }

    private void missing(String side, String name) {
        add(
                ModelSpec.FILE,
                "the file " + file + " does not say the datatypes and shapes of its " + side,
                "",
                "say them under signature: " + side + ": [{name: " + name + ", datatype: FP32, shape: [-1, ...]}]");
    }

    private void datatypes(List<Located<TensorSpec>> claims) {
        for (Located<TensorSpec> claim : claims) {
            if (UNKNOWN.contains(claim.value().datatype())) {
                add(
                        claim.place().toString(),
                        "\"" + claim.value().name() + "\" is " + claim.value().datatype(),
                        "a datatype that PyTorch takes and gives here: "
                                + List.of(Datatype.values()).stream()
                                        .filter(datatype -> !UNKNOWN.contains(datatype))
                                        .map(Datatype::name)
                                        .collect(Collectors.joining(", ")),
                        "cast it inside the model");
            }
        }
    }

    private static String place(List<Located<TensorSpec>> claims) {
        return claims.getFirst().place().toString();
    }

    private void add(String place, String found, String expected, String remedy) {
        problems.add(new Problem(place, found, expected, remedy));
    }
}
