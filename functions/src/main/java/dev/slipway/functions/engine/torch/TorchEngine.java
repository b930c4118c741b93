package dev.slipway.functions.engine.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelEngine;
import dev.slipway.functions.engine.ModelFiles;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.tensor.Predictor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * PyTorch's interpreter of TorchScript (libtorch), through DJL. Archives are read from memory: DJL's own model type would
 * leave a folder in the temporary one at each start.
 */
public final class TorchEngine implements ModelEngine {

    private static final String NAME = "PyTorch";

    private final Engine engine;

    private TorchEngine(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts the engine. DJL is configured by system properties, read once in a process.
     *
     * @throws ModelLoadException where the natives cannot be loaded
     */
    public static TorchEngine start(EngineSettings settings) {
        // DJL reports each start to the maker's metadata service unless it is told that there is no network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(settings.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        settings.natives().map(Path::toString).ifPresent(path -> {
            System.setProperty("PYTORCH_LIBRARY_PATH", path);
            // Said, or DJL would look for a graphics card.
            System.setProperty("PYTORCH_FLAVOR", "cpu");
        });
        try {
            return new TorchEngine(Engine.getEngine(NAME));
        } catch (EngineException | LinkageError | IllegalArgumentException e) {
            String place = settings.natives().map(Path::toString).orElse("the class path");
            throw new ModelLoadException("PyTorch does not start with the natives of " + place + ": " + reason(e), e);
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
        ByteBuffer archive = files.onlyWeights();
        byte[] bytes = new byte[archive.remaining()];
        archive.get(bytes);
        PtNDManager manager = (PtNDManager) engine.newBaseManager();
        try {
            // Mapped: what was saved on a graphics card loads here too.
            PtSymbolBlock module = JniUtils.loadModule(manager, new ByteArrayInputStream(bytes), true, false);
            JniUtils.enableInferenceMode(module);
            return new TorchPredictor(manager, module, files.serving().signature());
        } catch (EngineException | IOException e) {
            manager.close();
            throw new ModelLoadException("PyTorch cannot load the model: " + TorchMessages.of(e), e);
        }
    }
}
