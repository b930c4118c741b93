package dev.slipway.functions.engine.tree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** A loaded model, and how it is asked. */
final class Xgbooster {

    private final XgboostLibrary library;
    private final MemorySegment booster;
    private final Optional<Margins> margins;
    private final MemorySegment settings;

    /**
     * A model that was loaded.
     *
     * @param rounds how many rounds of trees are asked; 0 for all
     */
    Xgbooster(XgboostLibrary opened, MemorySegment booster, Optional<Margins> margins, int rounds) {
        library = opened;
        this.booster = booster;
        this.margins = margins;
        this.settings = Arena.ofAuto()
                .allocateFrom("{\"type\": 0, \"training\": false, \"iteration_begin\": 0, \"iteration_end\": " + rounds
                        + ", \"strict_shape\": false, \"missing\": NaN, \"cache_id\": 0}");
    }

    /** Asks; {@code use} gets the answer's shape and values while they last. */
    <T> T ask(MemorySegment rows, long count, long features, XgboostLibrary.Answer<T> use) {
        return library.predict(booster, rows, count, features, settings, margins, use);
    }

    /** What one row is answered with: 0 where it is one number without a dimension of its own. Found out by asking. */
    long valuesOfARow(long features) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment row = arena.allocate(ValueLayout.JAVA_FLOAT, Math.max(1, features));
            return ask(row, 1, features, (shape, _) -> shape.length == 1 ? 0 : shape[1]);
        }
    }

    void close() {
        library.close(booster);
    }
}
