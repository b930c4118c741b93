package dev.slipway.functions.engine.tree;

import dev.slipway.core.model.Signature;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/** Rows to a booster, and its answers back. */
final class LightgbmPredictor implements Predictor {

    private final LightgbmLibrary library;
    private final MemorySegment booster;
    private final Rows rows;
    private final Signature signature;

    LightgbmPredictor(LightgbmLibrary opened, MemorySegment booster, Rows rows) {
        library = opened;
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
            library.predict(
                    booster,
                    MemorySegment.ofBuffer(input.data()),
                    Math.toIntExact(count),
                    Math.toIntExact(rows.features()),
                    MemorySegment.ofBuffer(answer));
        }
        return rows.answer(outputs, count, answer);
    }

    @Override
    public void close() {
        library.close(booster);
    }
}
