package dev.slipway.functions.engine.tree;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.tensor.PredictionException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/** The part of LightGBM's C API that prediction needs (github.com/microsoft/LightGBM include/LightGBM/c_api.h). */
final class LightgbmLibrary {

    private static final String FILE = "lib_lightgbm.so";

    /** {@code C_API_DTYPE_FLOAT64}, {@code C_API_PREDICT_NORMAL}, and all trees. */
    private static final int FLOAT64 = 1;

    private static final int NORMAL = 0;
    private static final int ALL = -1;

    private final MethodHandle lastError;
    private final MethodHandle load;
    private final MethodHandle free;
    private final MethodHandle features;
    private final MethodHandle classes;
    private final MethodHandle predict;
    private final MemorySegment parameters;

    private LightgbmLibrary(CLibrary library, int threads) {
        lastError = library.lastError("LGBM_GetLastError");
        load = library.function("LGBM_BoosterLoadModelFromString", ADDRESS, ADDRESS, ADDRESS);
        free = library.function("LGBM_BoosterFree", ADDRESS);
        features = library.function("LGBM_BoosterGetNumFeature", ADDRESS, ADDRESS);
        classes = library.function("LGBM_BoosterGetNumClasses", ADDRESS, ADDRESS);
        predict = library.function(
                "LGBM_BoosterPredictForMat",
                ADDRESS,
                ADDRESS,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                ADDRESS,
                ADDRESS,
                ADDRESS);
        parameters = Arena.ofAuto().allocateFrom("verbosity=-1 num_threads=" + threads);
    }

    static LightgbmLibrary open(EngineSettings settings) {
        return new LightgbmLibrary(CLibrary.open(settings, FILE), settings.threads());
    }

    private void check(int answer) throws Throwable {
        if (answer != 0) {
            throw new PredictionException("LightGBM: "
                    + CLibrary.text((MemorySegment) lastError.invokeExact())
                            .replaceAll("\\s+", " ")
                            .strip());
        }
    }

    /** A booster with this model in it. */
    MemorySegment load(ByteBuffer model) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(model.remaining() + 1L);
            text.copyFrom(MemorySegment.ofBuffer(model));
            MemorySegment rounds = arena.allocate(JAVA_INT);
            MemorySegment made = arena.allocate(ADDRESS);
            check((int) load.invokeExact(text, rounds, made));
            return made.get(ADDRESS, 0);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    int features(MemorySegment booster) {
        return number(features, booster);
    }

    int classes(MemorySegment booster) {
        return number(classes, booster);
    }

    private int number(MethodHandle of, MemorySegment booster) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            check((int) of.invokeExact(booster, count));
            return count.get(JAVA_INT, 0);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /**
     * Asks. Many threads may.
     *
     * @param rows FP64 numbers, row by row; NaN where one is missing
     * @param answer room for what rows are answered with
     */
    void predict(MemorySegment booster, MemorySegment rows, int count, int features, MemorySegment answer) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(JAVA_LONG);
            check((int) predict.invokeExact(
                    booster, rows, FLOAT64, count, features, 1, NORMAL, 0, ALL, parameters, length, answer));
            long expected = answer.byteSize() / JAVA_DOUBLE.byteSize();
            if (length.get(JAVA_LONG, 0) != expected) {
                throw new PredictionException(
                        "LightGBM: answered " + length.get(JAVA_LONG, 0) + " numbers; expected " + expected);
            }
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    void close(MemorySegment booster) {
        try {
            check((int) free.invokeExact(booster));
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }
}
