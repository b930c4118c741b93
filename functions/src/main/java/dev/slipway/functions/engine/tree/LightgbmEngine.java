package dev.slipway.functions.engine.tree;

import dev.slipway.core.model.Datatype;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelEngine;
import dev.slipway.functions.engine.ModelFiles;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Predictor;
import java.lang.foreign.MemorySegment;

/**
 * LightGBM by the library that lightgbm4j carries; DJL has no engine for it. A model in LightGBM's text takes rows of
 * FP64, NaN where a number is missing, and gives what {@code Booster.predict} gives.
 */
public final class LightgbmEngine implements ModelEngine {

    private final LightgbmLibrary library;

    private LightgbmEngine(LightgbmLibrary opened) {
        library = opened;
    }

    /**
     * Starts the engine.
     *
     * @throws ModelLoadException where the library does not load
     */
    public static LightgbmEngine start(EngineSettings settings) {
        return new LightgbmEngine(LightgbmLibrary.open(settings));
    }

    @Override
    public Predictor load(ModelFiles files) {
        try {
            MemorySegment booster = library.load(files.onlyWeights());
            try {
                int classes = library.classes(booster);
                Rows rows = Rows.named(
                        files.serving().signature(),
                        Datatype.FP64,
                        library.features(booster),
                        classes > 1 ? classes : 0);
                return new LightgbmPredictor(library, booster, rows);
            } catch (RuntimeException e) {
                library.close(booster);
                throw e;
            }
        } catch (PredictionException e) {
            throw new ModelLoadException("the model cannot be loaded: " + e.getMessage(), e);
        }
    }
}
