package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a tensor's {@code data}: all elements in one array, or arrays nested as the shape says. Memory is taken for what
 * the body can hold, never for what a shape declares.
 */
final class DataReader {

    private final JsonParser parser;
    private final TensorSpec spec;
    private final Shape shape;
    private final Elements elements;
    private boolean nested;
    private long count;

    /** {@code available} is the most bytes the array can have. */
    DataReader(JsonParser parser, TensorSpec spec, Shape shape, long available, TensorMemory memory) {
        this.parser = parser;
        this.spec = spec;
        this.shape = shape;
        // Each element but the last takes two bytes at least: itself and a comma.
        long capacity = Math.min(shape.elements(), available / 2 + 1);
        this.elements = Elements.of(spec, Math.toIntExact(capacity), memory);
    }

    Tensor read() throws IOException {
        if (parser.isExpectedStartArrayToken()) {
            level(0);
        } else if (shape.rank() == 0) {
            element(parser.currentToken());
        } else {
            throw new InvalidRequestException(
                    input() + ": \"data\" is " + JsonSource.found(parser) + "; expected an array");
        }
        if (count != shape.elements()) {
            throw new InvalidRequestException(
                    input() + " of shape " + shape + " has " + count + " elements; expected " + shape.elements());
        }
        return elements.tensor(spec, shape);
    }

    private void level(int depth) throws IOException {
        long children = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                if (depth == 0 && !nested && count > 0) {
                    throw mixed();
                }
                if (depth + 1 >= shape.rank()) {
                    throw new InvalidRequestException(input() + " of shape " + shape + " has arrays nested "
                            + (depth + 2) + " deep; expected all elements in one array, or arrays nested "
                            + shape.rank() + " deep");
                }
                nested = true;
                level(depth + 1);
            } else {
                if (nested && depth == 0) {
                    throw mixed();
                }
                if (nested && depth != shape.rank() - 1) {
                    throw new InvalidRequestException(input() + " of shape " + shape + " has "
                            + JsonSource.found(parser) + " where arrays are nested " + (depth + 1)
                            + " deep; expected it " + shape.rank() + " deep");
                }
                element(token);
                long more = elements.more(parser, (int) count, shape.elements() - count);
                count += more;
                children += more;
            }
            children++;
        }
        if (nested && children != shape.dimension(depth)) {
            throw new InvalidRequestException(input() + " of shape " + shape + " has " + children
                    + " values in an array of dimension " + depth + "; expected " + shape.dimension(depth));
        }
    }

    private InvalidRequestException mixed() {
        return new InvalidRequestException(input() + " of shape " + shape
                + " has elements and arrays side by side; expected all elements in one array, or arrays nested "
                + shape.rank() + " deep");
    }

    private void element(JsonToken token) throws IOException {
        if (count >= shape.elements()) {
            throw new InvalidRequestException(
                    input() + " of shape " + shape + " has too many elements; expected " + shape.elements());
        }
        if (!elements.add(parser, token, (int) count)) {
            throw new InvalidRequestException(input() + " has " + JsonSource.found(parser) + " at "
                    + shape.position(count) + "; expected " + Numbers.range(spec.datatype()));
        }
        count++;
    }

    private String input() {
        return "input \"" + spec.name() + "\"";
    }

    /** Where elements go. */
    private interface Elements {

        /** Takes the value the parser stands on; false where the datatype has no place for it. */
        boolean add(JsonParser parser, JsonToken token, int index) throws IOException;

        /** Takes of the values behind it as many as can be taken at once, and no more than {@code most}; how many. */
        int more(JsonParser parser, int index, long most);

        Tensor tensor(TensorSpec spec, Shape shape);

        static Elements of(TensorSpec spec, int capacity, TensorMemory memory) {
            if (spec.datatype() == Datatype.BYTES) {
                return new Strings(capacity);
            }
            if (spec.datatype() == Datatype.BF16) {
                throw new InvalidRequestException(
                        "input \"" + spec.name() + "\" is BF16, which has no JSON form; expected binary tensor data");
            }
            long bytes = (long) capacity * spec.datatype().width();
            if (bytes > Integer.MAX_VALUE) {
                throw new InvalidRequestException("input \"" + spec.name() + "\" takes " + bytes
                        + " bytes; expected at most " + Integer.MAX_VALUE);
            }
            return new Fixed(spec.datatype(), memory.allocate((int) bytes));
        }
    }

    private record Fixed(Datatype datatype, ByteBuffer data) implements Elements {
        @Override
        public boolean add(JsonParser parser, JsonToken token, int index) throws IOException {
            return Numbers.put(parser, token, datatype, data, index);
        }

        @Override
        public int more(JsonParser parser, int index, long most) {
            return parser instanceof TakesNumbers numbers ? numbers.take(datatype, data, index, most) : 0;
        }

        @Override
        public Tensor tensor(TensorSpec spec, Shape shape) {
            return new Tensor.Fixed(spec.name(), datatype, shape, data);
        }
    }

    private static final class Strings implements Elements {
        private final List<byte[]> elements;

        Strings(int capacity) {
            elements = new ArrayList<>(capacity);
        }

        @Override
        public boolean add(JsonParser parser, JsonToken token, int index) throws IOException {
            if (token != JsonToken.VALUE_STRING) {
                return false;
            }
            Optional<byte[]> element = Utf8.encode(parser.getText());
            element.ifPresent(elements::add);
            return element.isPresent();
        }

        @Override
        public int more(JsonParser parser, int index, long most) {
            return 0;
        }

        @Override
        public Tensor tensor(TensorSpec spec, Shape shape) {
            return new Tensor.Bytes(spec.name(), shape, elements);
        }
    }
}
