package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads one tensor of {@code inputs}. Where the data comes before what it means, its place is kept and read after. */
final class InputReader {

    private final String place;
    private final RequestReader.InputNames names;
    private final JsonSource source;
    private final TensorMemory memory;

    private @Nullable String name;
    private @Nullable Datatype datatype;
    private @Nullable Shape shape;
    private @Nullable Tensor tensor;
    private Parameters parameters = Parameters.NONE;
    private boolean data;
    private long dataStart = -1;
    private long dataEnd;

    InputReader(String place, RequestReader.InputNames names, JsonSource source, TensorMemory memory) {
        this.place = place;
        this.names = names;
        this.source = source;
        this.memory = memory;
    }

    /** Reads the object the parser stands on, to its end. */
    void read(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            throw new InvalidRequestException(place + " is " + JsonSource.found(parser)
                    + "; expected an object with \"name\", \"shape\", \"datatype\" and \"data\"");
        }
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "name" -> {
                    RequestReader.once(place + ".name", name != null);
                    name = text(parser, "name");
                }
                case "datatype" -> {
                    RequestReader.once(place + ".datatype", datatype != null);
                    String word = text(parser, "datatype");
                    datatype = Datatype.named(word)
                            .orElseThrow(() -> new InvalidRequestException(place + ".datatype is \""
                                    + JsonSource.shorten(word) + "\"; expected one of "
                                    + Arrays.toString(Datatype.values())));
                }
                case "shape" -> {
                    RequestReader.once(place + ".shape", shape != null);
                    shape = shape(parser);
                }
                case "parameters" -> parameters = Parameters.read(parser, place + ".parameters");
                case "data" -> {
                    RequestReader.once(place + ".data", data);
                    data = true;
                    if (name != null && datatype != null && shape != null) {
                        tensor = values(parser, checked(name, datatype, shape), shape);
                    } else {
                        dataStart = parser.currentTokenLocation().getByteOffset();
                        parser.skipChildren();
                        parser.finishToken();
                        dataEnd = parser.currentLocation().getByteOffset();
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }

    /** The tensor, its binary data taken from the section where it has any. */
    Tensor tensor(BinarySection binary) throws IOException {
        String name = given(this.name, "name");
        Datatype datatype = given(this.datatype, "datatype");
        Shape shape = given(this.shape, "shape");
        OptionalLong size = parameters.binarySize();
        if (size.isPresent()) {
            if (data) {
                throw new InvalidRequestException("input \"" + name
                        + "\" has both \"data\" and parameters.binary_data_size; expected one of them");
            }
            return binary.take(checked(name, datatype, shape), shape, size.getAsLong(), memory);
        }
        if (tensor != null) {
            return tensor;
        }
        if (!data) {
            throw new InvalidRequestException("input \"" + JsonSource.shorten(name)
                    + "\" has no \"data\"; expected it, or parameters.binary_data_size and binary tensor data");
        }
        try (JsonParser parser = source.parser(dataStart, dataEnd)) {
            parser.nextToken();
            return values(parser, checked(name, datatype, shape), shape);
        }
    }

    private TensorSpec checked(String name, Datatype datatype, Shape shape) {
        TensorSpec spec = names.spec(place, name);
        if (spec.datatype() != datatype) {
            throw new InvalidRequestException(
                    "input \"" + name + "\" has datatype " + datatype + "; expected " + spec.datatype());
        }
        if (!shape.fits(spec.shape())) {
            throw new InvalidRequestException(
                    "input \"" + name + "\" has shape " + shape + "; expected " + Specs.shape(spec));
        }
        return spec;
    }

    private Tensor values(JsonParser parser, TensorSpec spec, Shape shape) throws IOException {
        return new DataReader(parser, spec, shape, source.after(parser), memory).read();
    }

    private Shape shape(JsonParser parser) throws IOException {
        RequestReader.array(parser, place + ".shape");
        long[] dimensions = new long[Shape.MAX_RANK];
        int rank = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw new InvalidRequestException(place + ".shape has " + JsonSource.found(parser)
                        + "; expected sizes that fit 64 bits, 0 or more");
            }
            if (rank == Shape.MAX_RANK) {
                throw new InvalidRequestException(
                        place + ".shape has more than " + Shape.MAX_RANK + " dimensions; expected at most that");
            }
            dimensions[rank++] = parser.getLongValue();
        }
        try {
            return Shape.of(Arrays.copyOf(dimensions, rank));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(place + ": " + e.getMessage());
        }
    }

    private String text(JsonParser parser, String key) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new InvalidRequestException(
                    place + "." + key + " is " + JsonSource.found(parser) + "; expected a string");
        }
        return parser.getText();
    }

    private <T> T given(@Nullable T part, String key) {
        if (part == null) {
            throw new InvalidRequestException(
                    place + " has no \"" + key + "\"; expected one tensor of " + names.wanted());
        }
        return part;
    }
}
