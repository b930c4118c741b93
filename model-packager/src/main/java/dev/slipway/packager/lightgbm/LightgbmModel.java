package dev.slipway.packager.lightgbm;

import dev.slipway.packager.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What a LightGBM model file says of itself (github.com/microsoft/LightGBM src/boosting/gbdt_model_text.cpp).
 *
 * @param version the version of the text, as {@code v4}
 * @param objective what it was trained for, with its settings, as {@code binary sigmoid:1}; may be empty
 * @param classes how many numbers a row is answered with
 * @param features how many numbers a row has
 * @param featureNames the features' names, in the order of a row
 * @param trees how many trees it has
 * @param leaves how many leaves these have together
 */
public record LightgbmModel(
        String version,
        String objective,
        long classes,
        long features,
        List<String> featureNames,
        long trees,
        long leaves) {

    /** Copies the list. */
    public LightgbmModel {
        featureNames = List.copyOf(featureNames);
    }

    /**
     * Reads a file.
     *
     * @throws FormatException where it is no LightGBM model
     * @throws IOException where it cannot be read
     */
    public static LightgbmModel read(InputStream in) throws IOException {
        return new LightgbmReader(in).read();
    }

    /** How many numbers a row is answered with; 0 where it is one, without a dimension of its own. */
    public long values() {
        return classes > 1 ? classes : 0;
    }
}
