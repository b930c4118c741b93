package dev.slipway.functions.engine;

import dev.slipway.functions.tensor.Predictor;

/** An engine that was started. One of them, in one bundle, loads the packages of one family of formats. */
@FunctionalInterface
public interface ModelEngine {

    /**
     * Loads a model from exactly the bytes that {@code files} gives.
     *
     * @throws ModelLoadException where they are no model of the format, or one that this engine cannot run
     */
    Predictor load(ModelFiles files);
}
