package dev.slipway.functions.tensor;

import java.util.Arrays;
import java.util.List;

/** A tensor's dimensions, outermost first, all of them known. A scalar has none. */
public final class Shape {

    /** More dimensions than this no engine takes, and no honest request has. */
    public static final int MAX_RANK = 32;

    private final long[] dimensions;
    private final long elements;

    private Shape(long[] dimensions) {
        this.dimensions = dimensions;
        this.elements = product(dimensions);
    }

    /**
     * A shape of these dimensions.
     *
     * @throws IllegalArgumentException where there are more than {@value #MAX_RANK}, one is negative, or the number of
     *     elements does not fit 64 bits
     */
    public static Shape of(long... dimensions) {
        if (dimensions.length > MAX_RANK) {
            throw new IllegalArgumentException(
                    "shape with " + dimensions.length + " dimensions; expected at most " + MAX_RANK);
        }
        return new Shape(dimensions.clone());
    }

    private static long product(long[] dimensions) {
        long product = 1;
        boolean empty = false;
        for (long dimension : dimensions) {
            if (dimension < 0) {
                throw new IllegalArgumentException("shape " + Arrays.toString(dimensions)
                        + " has a negative dimension; expected sizes, 0 or more");
            }
            empty |= dimension == 0;
        }
        if (empty) {
            return 0;
        }
        for (long dimension : dimensions) {
            try {
                product = Math.multiplyExact(product, dimension);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(dimensions) + " has more elements than 64 bits can count", e);
            }
        }
        return product;
    }

    /** How many dimensions. */
    public int rank() {
        return dimensions.length;
    }

    /** The size of dimension {@code axis}, 0 being the outermost. */
    public long dimension(int axis) {
        return dimensions[axis];
    }

    /** The number of elements: the dimensions' product, 1 for a scalar. */
    public long elements() {
        return elements;
    }

    /** The dimensions as a fresh array, for engines. */
    public long[] toArray() {
        return dimensions.clone();
    }

    /** Whether a tensor of this shape may stand where {@code declared} is asked for; -1 there takes any size. */
    public boolean fits(List<Long> declared) {
        if (declared.size() != dimensions.length) {
            return false;
        }
        for (int axis = 0; axis < dimensions.length; axis++) {
            long wanted = declared.get(axis);
            if (wanted != -1 && wanted != dimensions[axis]) {
                return false;
            }
        }
        return true;
    }

    /** Where the element at this row-major index stands, written {@code [1,3]}. */
    public String position(long index) {
        long[] place = new long[dimensions.length];
        long rest = index;
        for (int axis = dimensions.length - 1; axis >= 0; axis--) {
            place[axis] = rest % dimensions[axis];
            rest /= dimensions[axis];
        }
        return write(place);
    }

    private static String write(long[] values) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ",").append(values[i]);
        }
        return text.append(']').toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    @Override
    public String toString() {
        return write(dimensions);
    }
}
