package dev.slipway.packager.mlflow;

import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.ProblemsException;
import java.util.List;
import java.util.Optional;

/**
 * An {@code MLmodel} file (mlflow.org/docs/latest/ml/model, "Storage Format"). Nothing in it is believed before the model
 * was asked; nothing in it is run.
 *
 * @param start where it begins, for messages
 * @param flavours the ways in which MLflow can load the model, in the order of the file
 * @param inputs what its signature says of inputs, where it has one
 * @param outputs what its signature says of outputs, where it says it
 * @param example the file of its input example, where it has one
 * @param version the MLflow that wrote it; empty where it does not say
 */
public record Mlmodel(
        Place start,
        List<Flavour> flavours,
        Optional<Schema> inputs,
        Optional<Schema> outputs,
        Optional<Example> example,
        String version) {

    /** Copies the flavours. */
    public Mlmodel {
        flavours = List.copyOf(flavours);
    }

    /**
     * Reads one.
     *
     * @param file its name, for messages
     * @throws ProblemsException where it is none, or says what functions cannot heed
     */
    public static Mlmodel parse(String file, byte[] bytes) {
        return new MlmodelReader(file).read(bytes);
    }

    /** The flavour of this name, where there is one. */
    public Optional<Flavour> flavour(String name) {
        return flavours.stream().filter(flavour -> flavour.name().equals(name)).findFirst();
    }

    /**
     * A way in which MLflow can load the model.
     *
     * @param name {@code onnx}, {@code python_function}, ...
     * @param place where it stands
     * @param data the model's file, relative to the folder, where one is named
     * @param modelClass the Python class of the model; empty where it does not say
     * @param loader the Python module that loads it; empty where it does not say
     */
    public record Flavour(String name, Place place, Optional<Located<String>> data, String modelClass, String loader) {}

    /**
     * The author's example of an input.
     *
     * @param path its file, relative to the folder
     * @param kind {@code dataframe}, {@code ndarray}, ...
     */
    public record Example(Located<String> path, String kind) {}
}
