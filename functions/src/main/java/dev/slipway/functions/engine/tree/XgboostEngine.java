package dev.slipway.functions.engine.tree;

import dev.slipway.core.model.Datatype;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelEngine;
import dev.slipway.functions.engine.ModelFiles;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.tensor.Predictor;
import java.lang.foreign.MemorySegment;

/**
 * XGBoost 3.0 by the library that DJL's XGBoost engine carries. A model in XGBoost's JSON or UBJSON takes rows of FP32,
 * NaN where a number is missing, and gives what {@code Booster.predict} gives.
 */
public final class XgboostEngine implements ModelEngine {

    private final XgboostLibrary library;
    private final int threads;

    private XgboostEngine(XgboostLibrary opened, int threads) {
        library = opened;
        this.threads = threads;
    }

    /**
     * Starts the engine.
     *
     * @throws ModelLoadException where the library does not load
     */
    public static XgboostEngine start(EngineSettings settings) {
        return new XgboostEngine(XgboostLibrary.open(settings), settings.threads());
    }

    @Override
    public Predictor load(ModelFiles files) {
        try {
            BaseScore read = BaseScore.of(files.onlyWeights());
            MemorySegment booster = library.load(read.model(), threads);
            try {
                Xgbooster asked = new Xgbooster(library, booster, read.margins(), lastRound(booster));
                long features = library.features(booster);
                long values = asked.valuesOfARow(features);
                return new XgboostPredictor(
                        asked, Rows.named(files.serving().signature(), Datatype.FP32, features, values));
            } catch (RuntimeException e) {
                library.close(booster);
                throw e;
            }
        } catch (XgboostException e) {
            throw new ModelLoadException("XGBoost cannot load the model: " + e.getMessage(), e);
        }
    }

    /**
     * How many rounds of trees are asked; 0 for all. scikit-learn's interface to XGBoost stops at the best round where
     * training stopped early, XGBoost's own does not; the file says which of the two saved it.
     */
    private int lastRound(MemorySegment booster) {
        return library.attribute(booster, "scikit_learn")
                .flatMap(_ -> library.attribute(booster, "best_iteration"))
                .map(round -> Integer.parseInt(round) + 1)
                .orElse(0);
    }
}
