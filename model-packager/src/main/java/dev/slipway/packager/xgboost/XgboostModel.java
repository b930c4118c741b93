package dev.slipway.packager.xgboost;

import dev.slipway.packager.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an XGBoost model file says of itself (github.com/dmlc/xgboost doc/model.schema).
 *
 * @param version the XGBoost that wrote it, as {@code [3, 2, 0]}
 * @param booster {@code gbtree} or {@code dart}
 * @param objective what it was trained for, as {@code reg:squarederror}
 * @param features how many numbers a row has
 * @param classes how many classes it tells apart; 0 where it is no such model
 * @param targets how many numbers it answers a row with, for a model of several targets; else 1
 * @param featureNames the features' names, in the order of a row; empty where the file has none
 * @param featureTypes their types, {@code q} for numbers and {@code c} for categories; empty where the file has none
 * @param baseScores what it starts from; XGBoost 3.1 and newer write several for several classes or targets
 * @param trees how many trees it has
 * @param nodes how many nodes these have together
 * @param leafValues how many numbers a leaf has; 0 or 1 but for {@code multi_strategy=multi_output_tree}
 */
public record XgboostModel(
        List<Integer> version,
        String booster,
        String objective,
        long features,
        long classes,
        long targets,
        List<String> featureNames,
        List<String> featureTypes,
        List<String> baseScores,
        long trees,
        long nodes,
        long leafValues) {

    /** Copies the lists. */
    public XgboostModel {
        version = List.copyOf(version);
        featureNames = List.copyOf(featureNames);
        featureTypes = List.copyOf(featureTypes);
        baseScores = List.copyOf(baseScores);
    }

    /**
     * Reads a file, JSON or UBJSON.
     *
     * @throws FormatException where it is no XGBoost model
     * @throws IOException where it cannot be read
     */
    public static XgboostModel read(InputStream in) throws IOException {
        return XgboostReader.read(in);
    }

    /** The version as people write it: {@code 3.2.0}. */
    public String versionText() {
        return version.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    /** How many numbers a row is answered with; 0 where it is one, without a dimension of its own. */
    public long values() {
        if (objective.equals("multi:softprob")) {
            return classes;
        }
        return targets > 1 ? targets : 0;
    }
}
