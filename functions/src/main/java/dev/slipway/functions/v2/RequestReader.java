package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.slipway.core.json.NotPlainException;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads inference requests in one pass, from the body's bytes straight into the memory that the engine will read. Keys
 * may come in any order; unknown keys are ignored. Threads may share it.
 */
public final class RequestReader {

    /** What is longer is read by Jackson alone: refused, it would be read twice and take its memory twice. */
    private static final int LONGEST_PLAIN = 1 << 20;

    private final Signature signature;
    private final InputNames names;

    /** Reads requests for a model with this signature. */
    public RequestReader(Signature signature) {
        this.signature = signature;
        this.names = new InputNames(signature);
    }

    /**
     * Reads a request.
     *
     * @param body the request's body, on the heap
     * @param jsonLength how many of its bytes are JSON, as the header Inference-Header-Content-Length says; absent where
     *     all of them are
     * @param memory where the elements go
     * @throws InvalidRequestException where the request is not one that this model can answer
     */
    public InferRequest read(ByteBuffer body, OptionalInt jsonLength, TensorMemory memory) {
        int json = jsonLength.orElse(body.remaining());
        if (json < 0 || json > body.remaining()) {
            throw new InvalidRequestException("Inference-Header-Content-Length is " + json + ", the body has "
                    + body.remaining() + " bytes; expected at most that");
        }
        JsonSource source = new JsonSource(body.array(), body.arrayOffset() + body.position(), json);
        ByteBuffer behind = body.slice(body.position() + json, body.remaining() - json);
        boolean binary = jsonLength.isPresent();
        Optional<InferRequest> plain = json > LONGEST_PLAIN
                ? Optional.empty()
                : plain(source, new BinarySection(behind.duplicate(), binary), memory);
        return plain.isPresent() ? plain.get() : any(source, new BinarySection(behind, binary), memory);
    }

    /** What nearly all requests are. Absent where one is not, or where something is wrong with it: that is said below. */
    private Optional<InferRequest> plain(JsonSource source, BinarySection binary, TensorMemory memory) {
        try (JsonParser parser = source.plain()) {
            return Optional.of(request(parser, source, binary, memory));
        } catch (NotPlainException | InvalidRequestException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InferRequest any(JsonSource source, BinarySection binary, TensorMemory memory) {
        try (JsonParser parser = source.parser()) {
            return request(parser, source, binary, memory);
        } catch (StreamConstraintsException e) {
            throw new InvalidRequestException("the request's JSON goes too far: " + JsonSource.explain(e));
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException("the request is not JSON: " + JsonSource.explain(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InferRequest request(JsonParser parser, JsonSource source, BinarySection binary, TensorMemory memory)
            throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new InvalidRequestException(
                    "the request has no body; expected a JSON object such as {\"inputs\": [...]}");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new InvalidRequestException("the request is " + JsonSource.found(parser)
                    + "; expected a JSON object such as {\"inputs\": [...]}");
        }
        Optional<String> id = Optional.empty();
        boolean binaryByDefault = false;
        List<InputReader> inputs = new ArrayList<>();
        List<OutputReader.Asked> outputs = new ArrayList<>();
        boolean seenInputs = false;
        boolean seenOutputs = false;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (key) {
                case "id" -> id = text(parser, value);
                case "parameters" ->
                    binaryByDefault = Parameters.read(parser, "parameters").binaryOutput();
                case "inputs" -> {
                    once("inputs", seenInputs);
                    seenInputs = true;
                    array(parser, "inputs");
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        names.room(inputs.size());
                        InputReader input = new InputReader("inputs[" + inputs.size() + "]", names, source, memory);
                        input.read(parser);
                        inputs.add(input);
                    }
                }
                case "outputs" -> {
                    once("outputs", seenOutputs);
                    seenOutputs = true;
                    outputs = OutputReader.read(parser, signature);
                }
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new InvalidRequestException("something follows the request's JSON object; where that is binary tensor"
                    + " data, send the header Inference-Header-Content-Length");
        }
        return new InferRequest(
                id, tensors(inputs, binary, seenInputs), OutputReader.wanted(outputs, signature, binaryByDefault));
    }

    private List<Tensor> tensors(List<InputReader> inputs, BinarySection binary, boolean seen) throws IOException {
        if (!seen) {
            throw new InvalidRequestException("\"inputs\" is missing; expected " + names.wanted());
        }
        List<Tensor> tensors = new ArrayList<>(inputs.size());
        for (InputReader input : inputs) {
            tensors.add(input.tensor(binary));
        }
        binary.finish();
        names.check(tensors);
        return tensors;
    }

    private static Optional<String> text(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (value != JsonToken.VALUE_STRING) {
            throw new InvalidRequestException("\"id\" is " + JsonSource.found(parser) + "; expected a string");
        }
        return Optional.of(parser.getText());
    }

    static void once(String key, boolean seen) {
        if (seen) {
            throw new InvalidRequestException("\"" + key + "\" is given twice; expected it once");
        }
    }

    static void array(JsonParser parser, String place) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw new InvalidRequestException(
                    "\"" + place + "\" is " + JsonSource.found(parser) + "; expected an array");
        }
    }

    /** What the signature wants, and whether a request brought it. */
    record InputNames(Signature signature) {

        TensorSpec spec(String place, String name) {
            for (TensorSpec input : signature.inputs()) {
                if (input.name().equals(name)) {
                    return input;
                }
            }
            throw new InvalidRequestException(
                    place + ": the model has no input \"" + JsonSource.shorten(name) + "\"; expected " + wanted());
        }

        void room(int given) {
            if (given == signature.inputs().size()) {
                throw new InvalidRequestException(
                        "\"inputs\" has more than " + given + " tensors; expected " + wanted() + ", each once");
            }
        }

        void check(List<Tensor> tensors) {
            for (int i = 0; i < tensors.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (tensors.get(i).name().equals(tensors.get(j).name())) {
                        throw new InvalidRequestException("inputs[" + i + "]: the input \""
                                + tensors.get(i).name() + "\" is given twice; expected it once");
                    }
                }
            }
            for (TensorSpec input : signature.inputs()) {
                if (!has(tensors, input.name())) {
                    throw new InvalidRequestException(
                            "the input \"" + input.name() + "\" is missing; expected " + wanted());
                }
            }
        }

        private static boolean has(List<Tensor> tensors, String name) {
            for (Tensor tensor : tensors) {
                if (tensor.name().equals(name)) {
                    return true;
                }
            }
            return false;
        }

        String wanted() {
            return Specs.list(signature.inputs());
        }
    }
}
