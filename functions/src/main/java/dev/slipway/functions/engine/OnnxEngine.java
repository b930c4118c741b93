package dev.slipway.functions.engine;

import ai.djl.engine.EngineException;
import ai.djl.onnxruntime.engine.OrtEngineProvider;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.slipway.functions.tensor.Predictor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ONNX Runtime, started by DJL's engine, which chooses the library, makes its environment and sizes its thread pools.
 *
 * <p>Models and tensors then go to ONNX Runtime directly. DJL's own model type would read the weights from a path after
 * they were verified, or leave a folder in the temporary one at each start; its arrays know neither INT16 nor unsigned
 * integers above 8 bits, and each draws a random name.
 */
public final class OnnxEngine implements ModelEngine {

    private final OrtEnvironment environment;
    private final EngineSettings settings;

    private OnnxEngine(OrtEnvironment environment, EngineSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /**
     * Starts the engine. DJL and ONNX Runtime are configured by system properties, read once in a process.
     *
     * @throws ModelLoadException where the natives cannot be loaded
     */
    public static OnnxEngine start(EngineSettings settings) {
        // DJL reports each start to the maker's metadata service unless it is told that there is no network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        // Its second engine, for array operations that we never ask for.
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        // The environment's shared pools stay idle, since a session has its own: do not let them start threads that
        // spin.
        System.setProperty("ai.djl.onnxruntime.num_threads", "1");
        System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
        settings.natives().map(Path::toString).ifPresent(path -> System.setProperty("onnxruntime.native.path", path));
        try {
            DjlEngines.start(new OrtEngineProvider());
            return new OnnxEngine(OrtEnvironment.getEnvironment(), settings);
        } catch (EngineException | LinkageError | IllegalStateException e) {
            String place = settings.natives().map(Path::toString).orElse("the onnxruntime jar");
            throw new ModelLoadException(
                    "ONNX Runtime does not start with the natives of " + place + ": " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public Predictor load(ModelFiles files) {
        List<String> weights = files.serving().weights();
        String main = weights.getFirst();
        String folder = main.substring(0, main.lastIndexOf('/') + 1);
        Map<String, MemorySegment> beside = new HashMap<>();
        for (String path : weights.subList(1, weights.size())) {
            // A model names the files beside it from where it lies.
            String name = path.startsWith(folder) ? path.substring(folder.length()) : path;
            beside.put(name, files.memory(path));
        }
        return load(files.read(main), beside);
    }

    /**
     * Loads a model from exactly these bytes.
     *
     * @param model the ONNX file, in memory outside the heap; needed until this returns
     * @param beside the files beside it that hold weights, by the names that the model has for them, outside the heap;
     *     needed as long as the predictor
     * @throws ModelLoadException where they are no ONNX model, or one that this engine cannot run, or one whose weights
     *     are not all here
     */
    public Predictor load(ByteBuffer model, Map<String, MemorySegment> beside) {
        List<OutsideTensor> outside = OutsideTensor.of(model);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            // What fails is thrown, and logged once by us.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (outside.isEmpty()) {
                return OnnxPredictor.of(environment, environment.createSession(model, options), Optional.empty());
            }
            OutsideWeights weights = OutsideWeights.of(environment, outside, beside);
            try {
                options.addExternalInitializers(weights.tensors());
                return OnnxPredictor.of(environment, environment.createSession(model, options), Optional.of(weights));
            } catch (OrtException | RuntimeException e) {
                weights.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelLoadException("ONNX Runtime cannot load the model: " + OnnxMessages.of(e), e);
        }
    }

    /** Loads a model whose weights lie in its own file, from exactly these bytes. */
    public Predictor load(ByteBuffer model) {
        return load(model, Map.of());
    }
}
