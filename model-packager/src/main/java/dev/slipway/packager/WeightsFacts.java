package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What weights say of themselves, read without an engine: one kind a format. {@link WeightsReading} makes them; all else
 * in this package asks them here, and does not know the format.
 */
public sealed interface WeightsFacts permits OnnxFacts, TextFacts, TorchFacts, XgboostFacts, LightgbmFacts {

    /** How many numbers the weights hold. */
    long parameters();

    /** The one floating-point type of the weights, in ModelPack's words ({@code float32}); empty where it is none, or several. */
    Optional<String> precision();

    /**
     * Why functions here could not serve the weights, or would answer wrongly; empty where nothing stands against it.
     *
     * @param place for messages, where the file is named
     * @param file its path
     */
    List<Problem> refusals(String place, String file);

    /**
     * Inputs and outputs: what the weights say, made stricter and completed by what {@code slipway.yaml} says.
     *
     * @throws ProblemsException where the two contradict each other, or leave something open
     */
    Signature signature(ModelSpec spec);

    /**
     * The further files of the folder that hold weights: none, for formats of one file.
     *
     * @param file the first file's path in the folder
     * @throws ProblemsException where one lies outside the folder
     */
    default SortedSet<String> beside(String file) {
        return new TreeSet<>();
    }

    /** What {@code inspect} tells people beside the signature: labels of at most eleven letters, and texts. */
    List<Told> told();

    /** What {@code inspect --json} shows under the format's word. */
    Json.Fields json();

    /** For the model card: what the file is, as the end of a sentence that begins with its name. */
    String described();

    /** For the model card: how Python asks the model. */
    PythonCode python(String file, Signature signature);

    /**
     * A line for people.
     *
     * @param label at most eleven letters
     * @param text one line
     */
    record Told(String label, String text) {}

    /**
     * How Python asks a model.
     *
     * @param module what is imported
     * @param loads the line that loads it
     * @param asks the line that makes the dictionary {@code outputs} of the dictionary {@code inputs}
     */
    record PythonCode(String module, String loads, String asks) {}
}
