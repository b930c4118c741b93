package dev.slipway.core.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What goes into a model and what comes out.
 *
 * @param inputs the inputs, in the model's own order; at least one
 * @param outputs the outputs, in the model's own order; at least one
 */
public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where a side is empty or names a tensor twice
     */
    public Signature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        check("input", inputs);
        check("output", outputs);
    }

    private static void check(String side, List<TensorSpec> tensors) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one " + side);
        }
        Set<String> seen = new HashSet<>();
        for (TensorSpec tensor : tensors) {
            if (!seen.add(tensor.name())) {
                throw new IllegalArgumentException("the " + side + " \"" + tensor.name() + "\" is named twice");
            }
        }
    }

    /** The input of this name, where there is one. */
    public Optional<TensorSpec> input(String name) {
        return inputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    /** The output of this name, where there is one. */
    public Optional<TensorSpec> output(String name) {
        return outputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }
}
