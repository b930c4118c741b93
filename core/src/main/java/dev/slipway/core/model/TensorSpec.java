package dev.slipway.core.model;

import java.util.List;

/**
 * One input or output of a model.
 *
 * @param name the tensor's name in the model
 * @param datatype its element type
 * @param shape its dimensions, outermost first; -1 where any size will do
 */
public record TensorSpec(String name, Datatype datatype, List<Long> shape) {

    /** The most characters a name may have. */
    public static final int LONGEST_NAME = 1000;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where the name is empty or no line of text, or a dimension is below -1
     */
    public TensorSpec {
        shape = List.copyOf(shape);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a tensor needs a name");
        }
        OneLine.check("a tensor's name", name, LONGEST_NAME);
        for (long dimension : shape) {
            if (dimension < -1) {
                throw new IllegalArgumentException(
                        "tensor \"" + name + "\" has dimension " + dimension + "; expected a size, or -1 for any");
            }
        }
    }

    /** Whether a tensor of the shape {@code actual} may stand here. */
    public boolean accepts(List<Long> actual) {
        if (actual.size() != shape.size()) {
            return false;
        }
        for (int i = 0; i < actual.size(); i++) {
            long wanted = shape.get(i);
            if (wanted != -1 && wanted != actual.get(i)) {
                return false;
            }
        }
        return true;
    }
}
