package dev.slipway.functions.engine;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.functions.engine.text.TextEngine;
import dev.slipway.functions.engine.torch.TorchEngine;
import dev.slipway.functions.engine.tree.LightgbmEngine;
import dev.slipway.functions.engine.tree.XgboostEngine;

/** Which engine loads which format. All are compiled together; a bundle holds the libraries of one family. */
public final class Engines {

    private Engines() {}

    /**
     * Starts the engine of a format.
     *
     * @throws ModelLoadException where it does not start, or this bundle is another family's
     */
    public static ModelEngine start(ModelFormat format, EngineSettings settings) {
        try {
            return switch (format) {
                case ONNX -> OnnxEngine.start(settings);
                case TEXT_ONNX -> TextEngine.start(settings);
                case TORCHSCRIPT -> TorchEngine.start(settings);
                case LIGHTGBM -> LightgbmEngine.start(settings);
                case XGBOOST -> XgboostEngine.start(settings);
            };
        } catch (NoClassDefFoundError e) {
            throw new ModelLoadException(
                    "this function's code has no engine for the format " + format.key() + " (there is no "
                            + e.getMessage() + "); deploy it with the bundle " + format.family(),
                    e);
        }
    }
}
