package dev.slipway.serve;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Tensor;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Answers {@code y = x}, each time only when the test lets it. */
final class HeldPredictor implements Predictor {

    private final Semaphore allowed = new Semaphore(0);

    /** Lets so many predictions end. */
    void let(int predictions) {
        allowed.release(predictions);
    }

    @Override
    public Signature signature() {
        return new Signature(
                List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L))),
                List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L))));
    }

    @Override
    public List<Tensor> predict(List<Tensor> inputs, List<String> outputs) {
        allowed.acquireUninterruptibly();
        Tensor.Fixed x = (Tensor.Fixed) inputs.getFirst();
        return List.of(new Tensor.Fixed("y", x.datatype(), x.shape(), x.data()));
    }

    @Override
    public void close() {}
}
