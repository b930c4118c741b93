package dev.slipway.core.spec;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a model is and how it is released: {@code slipway.yaml} in a model folder.
 *
 * <pre>{@code
 * model: digits                # the name clients use; needed
 * format: onnx                 # or mlflow, with weights: MLmodel; told from the file's name where it is left out
 * weights: model.onnx          # or a list: [model.onnx, model.onnx.data]; needed
 * samples: samples.jsonl       # golden samples; none where left out
 * baseline: baseline.csv       # training features, .csv or .parquet; none where left out
 * licence: Apache-2.0          # an SPDX expression; none where left out
 * signature:                   # what the file cannot say, or what should be stricter than the file
 *   inputs: [{name: x, datatype: FP32, shape: [-1, 64]}]
 * serving: {...}               # see ServingSpec
 * release: {...}               # see ReleaseSpec
 * }</pre>
 *
 * @param model the name clients use
 * @param format the weights' format, or who says it
 * @param weights the weights' paths in the folder, the one to load first
 * @param samples the golden samples' path
 * @param baseline the training features' path
 * @param licence the SPDX expression
 * @param inputs what the author says of inputs; empty where nothing
 * @param outputs what the author says of outputs; empty where nothing
 * @param serving how it is served
 * @param release how it is released
 */
public record ModelSpec(
        Located<ModelName> model,
        Located<WeightsFormat> format,
        List<Located<String>> weights,
        Optional<Located<String>> samples,
        Optional<Located<String>> baseline,
        Optional<String> licence,
        List<Located<TensorSpec>> inputs,
        List<Located<TensorSpec>> outputs,
        ServingSpec serving,
        ReleaseSpec release) {

    /** The file's name in a model folder. */
    public static final String FILE = "slipway.yaml";

    /** Copies the lists. */
    public ModelSpec {
        weights = List.copyOf(weights);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The same with other weights. */
    public ModelSpec withWeights(WeightsFormat written, List<Located<String>> files) {
        return new ModelSpec(
                model,
                new Located<>(written, format.place()),
                files,
                samples,
                baseline,
                licence,
                inputs,
                outputs,
                serving,
                release);
    }

    /** The same with another signature. */
    public ModelSpec withTensors(List<Located<TensorSpec>> asked, List<Located<TensorSpec>> answered) {
        return new ModelSpec(model, format, weights, samples, baseline, licence, asked, answered, serving, release);
    }

    /**
     * Reads a {@code slipway.yaml}.
     *
     * @param file the file's name for messages
     * @throws ProblemsException with all that is wrong with it, in the order of the file
     */
    public static ModelSpec parse(String file, byte[] bytes) {
        return ModelSpecReader.read(file, bytes);
    }
}
