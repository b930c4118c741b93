package dev.slipway.functions.engine.tree;

import dev.slipway.core.model.Signature;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/** Rows to a booster, and its answers back. */
final class XgboostPredictor implements Predictor {

    private final Xgbooster booster;
    private final Rows rows;
    private final Signature signature;

    XgboostPredictor(Xgbooster booster, Rows rows) {
        this.booster = booster;
        this.rows = rows;
        this.signature = rows.signature();
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public List<Tensor> predict(List<Tensor> inputs, List<String> outputs) {
        Tensor.Fixed input = rows.only(inputs);
        long count = Rows.count(input);
        ByteBuffer answer = rows.room(count);
        if (count > 0) {
            MemorySegment into = MemorySegment.ofBuffer(answer);
            try {
                // The answer is this native thread's memory: whatever blocked before it is copied would let another
                // request on this thread overwrite it.
                booster.ask(
                        MemorySegment.ofBuffer(input.data()),
                        count,
                        rows.features(),
                        (shape, values) -> Rows.copied(shape, values, into));
            } catch (XgboostException e) {
                throw new PredictionException("XGBoost: " + e.getMessage(), e);
            }
        }
        return rows.answer(outputs, count, answer);
    }

    @Override
    public void close() {
        booster.close();
    }
}
