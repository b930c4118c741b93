package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that mean something here; the protocol lets us ignore the others. The two that would change the answer
 * and that we do not have are refused.
 *
 * @param binarySize {@code binary_data_size}: this input's bytes in the binary section
 * @param binary {@code binary_data}: whether this output goes there; null where nothing is said
 * @param binaryOutput {@code binary_data_output}: whether all outputs go there
 */
record Parameters(OptionalLong binarySize, @Nullable Boolean binary, boolean binaryOutput) {

    static final Parameters NONE = new Parameters(OptionalLong.empty(), null, false);

    /** Reads the object the parser stands on; {@code place} is for messages. */
    static Parameters read(JsonParser parser, String place) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return NONE;
        }
        if (!parser.isExpectedStartObjectToken()) {
            throw new InvalidRequestException(place + " is " + JsonSource.found(parser) + "; expected an object");
        }
        OptionalLong size = OptionalLong.empty();
        @Nullable Boolean binary = null;
        boolean binaryOutput = false;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            switch (key) {
                case "binary_data_size" -> size = OptionalLong.of(size(parser, place + ".binary_data_size"));
                case "binary_data" -> binary = truth(parser, place + ".binary_data");
                case "binary_data_output" -> binaryOutput = truth(parser, place + ".binary_data_output");
                case "classification", "shared_memory_region" ->
                    throw new InvalidRequestException(
                            place + "." + key + " is not supported; leave it out: the tensor itself is answered");
                default -> parser.skipChildren();
            }
        }
        return new Parameters(size, binary, binaryOutput);
    }

    private static long size(JsonParser parser, String place) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getLongValue() >= 0) {
            return parser.getLongValue();
        }
        throw new InvalidRequestException(place + " is " + JsonSource.found(parser) + "; expected a number of bytes");
    }

    private static boolean truth(JsonParser parser, String place) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw new InvalidRequestException(place + " is " + JsonSource.found(parser) + "; expected true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }
}
