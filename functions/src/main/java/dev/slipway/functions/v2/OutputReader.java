package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.v2.InferRequest.RequestedOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request's {@code outputs}. */
final class OutputReader {

    /** An output that is asked for; {@code binary} is null where the request's default decides. */
    record Asked(String name, @Nullable Boolean binary) {}

    private OutputReader() {}

    static List<Asked> read(JsonParser parser, Signature signature) throws IOException {
        RequestReader.array(parser, "outputs");
        List<Asked> outputs = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Asked output = output(parser, "outputs[" + outputs.size() + "]", signature);
            if (outputs.stream().anyMatch(other -> other.name().equals(output.name()))) {
                throw new InvalidRequestException("outputs[" + outputs.size() + "]: the output \"" + output.name()
                        + "\" is asked for twice; expected it once");
            }
            outputs.add(output);
        }
        return outputs;
    }

    private static Asked output(JsonParser parser, String place, Signature signature) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            throw new InvalidRequestException(
                    place + " is " + JsonSource.found(parser) + "; expected an object with \"name\"");
        }
        @Nullable String name = null;
        Parameters parameters = Parameters.NONE;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (key) {
                case "name" -> {
                    if (value != JsonToken.VALUE_STRING) {
                        throw new InvalidRequestException(
                                place + ".name is " + JsonSource.found(parser) + "; expected a string");
                    }
                    name = parser.getText();
                }
                case "parameters" -> parameters = Parameters.read(parser, place + ".parameters");
                default -> parser.skipChildren();
            }
        }
        if (name == null) {
            throw new InvalidRequestException(place + " has no \"name\"; expected one of " + known(signature));
        }
        if (signature.output(name).isEmpty()) {
            throw new InvalidRequestException(place + ": the model has no output \"" + JsonSource.shorten(name)
                    + "\"; expected one of " + known(signature));
        }
        return new Asked(name, parameters.binary());
    }

    /** What to answer with: what was asked for, or everything; the output's own flag wins over the request's. */
    static List<RequestedOutput> wanted(List<Asked> asked, Signature signature, boolean binaryByDefault) {
        List<RequestedOutput> wanted = new ArrayList<>();
        for (Asked output : asked) {
            Boolean binary = output.binary();
            wanted.add(new RequestedOutput(output.name(), binary == null ? binaryByDefault : binary));
        }
        if (wanted.isEmpty()) {
            for (TensorSpec output : signature.outputs()) {
                wanted.add(new RequestedOutput(output.name(), binaryByDefault));
            }
        }
        return wanted;
    }

    private static String known(Signature signature) {
        return Specs.list(signature.outputs());
    }
}
