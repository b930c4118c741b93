package dev.slipway.functions.engine.text;

import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelEngine;
import dev.slipway.functions.engine.ModelFiles;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.engine.OnnxEngine;
import dev.slipway.functions.tensor.Predictor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Texts in: ONNX Runtime behind a Hugging Face tokenizer. Its bundle is the only one that carries the tokenizers'
 * library, so that models of tensors start without it.
 */
public final class TextEngine implements ModelEngine {

    private final OnnxEngine onnx;

    private TextEngine(OnnxEngine onnx) {
        this.onnx = onnx;
    }

    /**
     * Starts both.
     *
     * @throws ModelLoadException where the natives cannot be loaded
     */
    public static TextEngine start(EngineSettings settings) {
        OnnxEngine onnx = OnnxEngine.start(settings);
        TextTokenizer.start(settings.natives());
        return new TextEngine(onnx);
    }

    @Override
    public Predictor load(ModelFiles files) {
        List<String> weights = files.serving().weights();
        if (weights.size() != 2) {
            throw new ModelLoadException("the package has " + weights.size()
                    + " weight files; expected an ONNX file and its tokenizer; package the folder again");
        }
        TensorSpec text = files.serving().signature().inputs().getFirst();
        Predictor model = onnx.load(files.read(weights.getFirst()));
        TextTokenizer tokenizer = TextTokenizer.of(text(files.read(weights.getLast())));
        return TextPredictor.of(tokenizer, model, text);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
