package dev.slipway.functions.tensor;

import dev.slipway.core.model.Signature;
import java.util.List;

/**
 * A loaded model: tensors in, tensors out. Many threads may ask it at once; each call stands alone.
 *
 * <p>Callers check names, datatypes and shapes against {@link #signature()} first, so that a wrong request is the
 * client's fault and whatever this throws is the model's.
 */
public interface Predictor extends AutoCloseable {

    /** What the loaded model itself says goes in and comes out. */
    Signature signature();

    /**
     * Runs the model once.
     *
     * @param inputs every input of the signature, in any order; only read, and no longer needed when this returns
     * @param outputs the names of the outputs to compute, each in the signature
     * @return those outputs in that order; the caller owns them
     * @throws PredictionException where the model fails on these inputs
     */
    List<Tensor> predict(List<Tensor> inputs, List<String> outputs);

    /** Frees the model. No call may run or follow. */
    @Override
    void close();
}
