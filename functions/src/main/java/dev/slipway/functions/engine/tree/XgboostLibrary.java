package dev.slipway.functions.engine.tree;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.slipway.functions.engine.EngineSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The part of XGBoost's C API that prediction needs (github.com/dmlc/xgboost include/xgboost/c_api.h). Arrays go over as
 * text in NumPy's array interface, with their address in it.
 */
final class XgboostLibrary {

    private static final String FILE = "libxgboost4j.so";

    private final MethodHandle lastError;
    private final MethodHandle setGlobal;
    private final MethodHandle create;
    private final MethodHandle load;
    private final MethodHandle free;
    private final MethodHandle setParameter;
    private final MethodHandle attribute;
    private final MethodHandle features;
    private final MethodHandle predict;
    private final MethodHandle createProxy;
    private final MethodHandle setInfo;
    private final MethodHandle freeMatrix;

    private XgboostLibrary(CLibrary library) {
        lastError = library.lastError("XGBGetLastError");
        setGlobal = library.function("XGBSetGlobalConfig", ADDRESS);
        create = library.function("XGBoosterCreate", ADDRESS, JAVA_LONG, ADDRESS);
        load = library.function("XGBoosterLoadModelFromBuffer", ADDRESS, ADDRESS, JAVA_LONG);
        free = library.function("XGBoosterFree", ADDRESS);
        setParameter = library.function("XGBoosterSetParam", ADDRESS, ADDRESS, ADDRESS);
        attribute = library.function("XGBoosterGetAttr", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        features = library.function("XGBoosterGetNumFeature", ADDRESS, ADDRESS);
        predict = library.function(
                "XGBoosterPredictFromDense", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        createProxy = library.function("XGProxyDMatrixCreate", ADDRESS);
        setInfo = library.function("XGDMatrixSetInfoFromInterface", ADDRESS, ADDRESS, ADDRESS);
        freeMatrix = library.function("XGDMatrixFree", ADDRESS);
    }

    /** XGBoost of the bundle. It says what fails when asked, and logs nothing. */
    static XgboostLibrary open(EngineSettings settings) {
        XgboostLibrary library = new XgboostLibrary(CLibrary.open(settings, FILE));
        try (Arena arena = Arena.ofConfined()) {
            library.check((int) library.setGlobal.invokeExact(arena.allocateFrom("{\"verbosity\": 0}")));
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
        return library;
    }

    private void check(int answer) throws Throwable {
        if (answer != 0) {
            throw new XgboostException(CLibrary.text((MemorySegment) lastError.invokeExact()));
        }
    }

    /** A booster with this model in it. */
    MemorySegment load(ByteBuffer model, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment made = arena.allocate(ADDRESS);
            check((int) create.invokeExact(MemorySegment.NULL, 0L, made));
            MemorySegment booster = made.get(ADDRESS, 0);
            check((int) load.invokeExact(booster, MemorySegment.ofBuffer(model), (long) model.remaining()));
            check((int) setParameter.invokeExact(
                    booster, arena.allocateFrom("nthread"), arena.allocateFrom(Integer.toString(threads))));
            return booster;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /** What the model's author attached under a name. */
    Optional<String> attribute(MemorySegment booster, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(ADDRESS);
            MemorySegment found = arena.allocate(JAVA_LONG);
            check((int) attribute.invokeExact(booster, arena.allocateFrom(name), text, found));
            return found.get(JAVA_INT, 0) == 0 ? Optional.empty() : Optional.of(CLibrary.text(text.get(ADDRESS, 0)));
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    long features(MemorySegment booster) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_LONG);
            check((int) features.invokeExact(booster, count));
            return count.get(JAVA_LONG, 0);
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /**
     * Asks. Many threads may.
     *
     * @param rows the address of FP32 numbers, row by row; NaN where one is missing
     * @param settings what to predict, as the C API's text
     * @param margins where each row starts from, in place of the model's base score
     * @param use gets the answer, which is the library's and lasts until this thread asks again
     */
    <T> T predict(
            MemorySegment booster,
            MemorySegment rows,
            long count,
            long features,
            MemorySegment settings,
            Optional<Margins> margins,
            Answer<T> use) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocateFrom(array(rows, count, features));
            MemorySegment proxy = MemorySegment.NULL;
            try {
                if (margins.isPresent()) {
                    proxy = proxy(arena, margins.get(), count);
                }
                MemorySegment shape = arena.allocate(ADDRESS);
                MemorySegment rank = arena.allocate(JAVA_LONG);
                MemorySegment found = arena.allocate(ADDRESS);
                check((int) predict.invokeExact(booster, values, settings, proxy, shape, rank, found));
                return use.read(sizes(shape, rank.get(JAVA_LONG, 0)), found.get(ADDRESS, 0));
            } finally {
                // Only its address went over, as text.
                Reference.reachabilityFence(rows);
                if (proxy.address() != 0) {
                    check((int) freeMatrix.invokeExact(proxy));
                }
            }
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    private MemorySegment proxy(Arena arena, Margins margins, long count) throws Throwable {
        MemorySegment made = arena.allocate(ADDRESS);
        check((int) createProxy.invokeExact(made));
        MemorySegment proxy = made.get(ADDRESS, 0);
        MemorySegment all = margins.repeated(arena, count);
        check((int) setInfo.invokeExact(
                proxy,
                arena.allocateFrom("base_margin"),
                arena.allocateFrom(array(all, count, margins.values().size()))));
        return proxy;
    }

    @SuppressWarnings("restricted")
    private static long[] sizes(MemorySegment shape, long rank) {
        return shape.get(ADDRESS, 0).reinterpret(rank * Long.BYTES).toArray(JAVA_LONG);
    }

    /** NumPy's array interface, version 3: both processors are little-endian. */
    private static String array(MemorySegment data, long rows, long columns) {
        return "{\"data\": [" + data.address() + ", true], \"shape\": [" + rows + ", " + columns
                + "], \"typestr\": \"<f4\", \"version\": 3}";
    }

    void close(MemorySegment booster) {
        try {
            check((int) free.invokeExact(booster));
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /** Reads an answer while it lasts. */
    @FunctionalInterface
    interface Answer<T> {
        T read(long[] shape, MemorySegment values);
    }
}
