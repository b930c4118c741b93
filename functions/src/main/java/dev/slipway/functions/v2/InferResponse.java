package dev.slipway.functions.v2;

import dev.slipway.functions.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a request for a prediction.
 *
 * @param modelName the model's name
 * @param modelVersion the version that made it
 * @param id the request's, where it gave one
 * @param outputs the tensors asked for, in the order asked
 * @param binary for each output, whether it is carried as binary tensor data
 */
public record InferResponse(
        String modelName, String modelVersion, Optional<String> id, List<Tensor> outputs, List<Boolean> binary) {

    /** Copies the lists. */
    public InferResponse {
        outputs = List.copyOf(outputs);
        binary = List.copyOf(binary);
        if (outputs.size() != binary.size()) {
            throw new IllegalArgumentException(
                    outputs.size() + " outputs with " + binary.size() + " forms; expected as many");
        }
    }
}
