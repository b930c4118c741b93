package dev.slipway.functions.v2;

import dev.slipway.functions.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request for a prediction, checked against the model's signature.
 *
 * @param id what the answer must echo, where the client gave it
 * @param inputs every input of the signature
 * @param outputs what to answer with, in this order; never empty
 */
public record InferRequest(Optional<String> id, List<Tensor> inputs, List<RequestedOutput> outputs) {

    /** Copies the lists. */
    public InferRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The outputs' names, in the order asked. */
    public List<String> outputNames() {
        List<String> names = new ArrayList<>(outputs.size());
        for (RequestedOutput output : outputs) {
            names.add(output.name());
        }
        return names;
    }

    /**
     * An output that the client wants.
     *
     * @param name its name in the model
     * @param binary whether as binary tensor data after the JSON, instead of in it
     */
    public record RequestedOutput(String name, boolean binary) {}
}
