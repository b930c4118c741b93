package dev.slipway.functions.tensor;

import dev.slipway.core.model.Datatype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A named array of values of one datatype, row-major. */
public sealed interface Tensor {

    /** The name in the model. */
    String name();

    /** The element type. */
    Datatype datatype();

    /** The dimensions. */
    Shape shape();

    /** What is done with it, by its kind. */
    <R, E extends Exception> R by(Kinds<R, E> kinds) throws E;

    /**
     * What is done with each kind of tensor, in place of a switch over types where a first call comes by: the JVM writes
     * such a switch's code at run time, which every cold start would pay for.
     *
     * @param <R> what comes of it
     * @param <E> what it may throw
     */
    interface Kinds<R, E extends Exception> {

        /** With elements of a fixed width. */
        R fixed(Fixed tensor) throws E;

        /** With byte strings. */
        R bytes(Bytes tensor) throws E;
    }

    /**
     * Elements of a fixed width, one after the other without padding, in this machine's byte order. BOOL is one byte, 0
     * or 1; FP16 and BF16 are their 16 bits.
     *
     * @param name the name in the model
     * @param datatype any but {@link Datatype#BYTES}
     * @param shape the dimensions
     * @param data exactly the elements, from position 0 to the limit; read by index, so that threads may share it
     */
    record Fixed(String name, Datatype datatype, Shape shape, ByteBuffer data) implements Tensor {

        /**
         * Checks the parts against each other.
         *
         * @throws IllegalArgumentException where the data is not as long as datatype and shape say, or in the other byte
         *     order
         */
        public Fixed {
            if (datatype == Datatype.BYTES) {
                throw new IllegalArgumentException("tensor \"" + name + "\": BYTES have no fixed width");
            }
            if (data.order() != ByteOrder.nativeOrder()) {
                throw new IllegalArgumentException("tensor \"" + name + "\" is not in native byte order");
            }
            long expected = Math.multiplyExact(shape.elements(), (long) datatype.width());
            if (data.position() != 0 || data.limit() != expected) {
                throw new IllegalArgumentException("tensor \"" + name + "\" of shape " + shape + " and datatype "
                        + datatype + " has " + data.remaining() + " bytes; expected " + expected);
            }
        }

        @Override
        public <R, E extends Exception> R by(Kinds<R, E> kinds) throws E {
            return kinds.fixed(this);
        }
    }

    /**
     * Byte strings of any length.
     *
     * @param name the name in the model
     * @param shape the dimensions
     * @param elements the strings; nobody changes the arrays
     */
    record Bytes(String name, Shape shape, List<byte[]> elements) implements Tensor {

        /**
         * Checks the number of elements.
         *
         * @throws IllegalArgumentException where there are more or fewer than the shape says
         */
        public Bytes {
            elements = List.copyOf(elements);
            if (elements.size() != shape.elements()) {
                throw new IllegalArgumentException("tensor \"" + name + "\" of shape " + shape + " has "
                        + elements.size() + " elements; expected " + shape.elements());
            }
        }

        @Override
        public Datatype datatype() {
            return Datatype.BYTES;
        }

        @Override
        public <R, E extends Exception> R by(Kinds<R, E> kinds) throws E {
            return kinds.bytes(this);
        }
    }
}
