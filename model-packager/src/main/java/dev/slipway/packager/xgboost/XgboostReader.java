package dev.slipway.packager.xgboost;

import dev.slipway.packager.format.FormatException;
import dev.slipway.packager.format.WholeNumbers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads an {@link XgboostModel}: an object of objects, of which it knows these few. */
final class XgboostReader {

    private static final int BUFFER = 1 << 16;
    private static final int MOST_VALUES = 1_000_000;
    private static final int MOST_PARAMETERS = 1_000;

    private final Tokens tokens;
    private List<String> version = List.of();
    private List<String> featureNames = List.of();
    private List<String> featureTypes = List.of();
    private final Map<String, String> parameters = new HashMap<>();
    private String booster = "";
    private String objective = "";
    private long trees;
    private long nodes;
    private long leafValues;

    private XgboostReader(Tokens tokens) {
        this.tokens = tokens;
    }

    static XgboostModel read(InputStream source) throws IOException {
        InputStream in = new BufferedInputStream(source, BUFFER);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first != '{') {
            throw new FormatException("it begins with neither JSON nor UBJSON");
        }
        boolean binary = second == 'L' || second == 'i' || second == 'U' || second == 'I' || second == 'l';
        try (Tokens tokens = binary ? new UbjsonTokens(in) : new JsonTokens(in)) {
            XgboostReader reader = new XgboostReader(tokens);
            reader.model();
            return reader.result();
        }
    }

    private XgboostModel result() {
        if (parameters.isEmpty() || objective.isEmpty() || booster.isEmpty()) {
            throw new FormatException("it has no learner with an objective and a booster");
        }
        if (version.isEmpty()) {
            throw new FormatException("it does not say which XGBoost wrote it");
        }
        return new XgboostModel(
                version.stream()
                        .map(number -> Math.toIntExact(WholeNumbers.whole("version", number)))
                        .toList(),
                booster,
                objective,
                parameter("num_feature", "0"),
                parameter("num_class", "0"),
                Math.max(1, parameter("num_target", "1")),
                featureNames,
                featureTypes,
                Arrays.stream(parameters
                                .getOrDefault("base_score", "")
                                .replaceAll("[\\[\\] ]", "")
                                .split(","))
                        .filter(score -> !score.isEmpty())
                        .toList(),
                trees,
                nodes,
                leafValues);
    }

    private long parameter(String name, String otherwise) {
        return WholeNumbers.whole(name, parameters.getOrDefault(name, otherwise));
    }

    private void model() throws IOException {
        if (tokens.next() != Tokens.Kind.OBJECT) {
            throw new FormatException("it is no object");
        }
        fields(this::top);
    }

    private void top(String key) throws IOException {
        switch (key) {
            case "learner" -> object(this::learner);
            case "version" -> version = values();
            default -> value();
        }
    }

    private void learner(String key) throws IOException {
        switch (key) {
            case "feature_names" -> featureNames = values();
            case "feature_types" -> featureTypes = values();
            case "gradient_booster" -> object(this::booster);
            case "learner_model_param" -> object(this::parameter);
            case "objective" ->
                object(name -> {
                    if (name.equals("name")) {
                        objective = text();
                    } else {
                        value();
                    }
                });
            default -> value();
        }
    }

    private void parameter(String name) throws IOException {
        if (parameters.size() == MOST_PARAMETERS) {
            throw new FormatException("it has more than " + MOST_PARAMETERS + " parameters");
        }
        parameters.put(name, text());
    }

    /** {@code {model, name}}; for dart {@code {gbtree: {model, name}, name, weight_drop}}, its own name last. */
    private void booster(String key) throws IOException {
        switch (key) {
            case "gbtree" -> object(this::booster);
            case "model" -> object(this::trees);
            case "name" -> booster = text();
            default -> value();
        }
    }

    private void trees(String key) throws IOException {
        if (!key.equals("trees")) {
            value();
            return;
        }
        if (tokens.next() != Tokens.Kind.LIST) {
            throw new FormatException("its trees are no list");
        }
        for (Tokens.Kind kind = tokens.next(); kind != Tokens.Kind.END; kind = tokens.next()) {
            if (kind != Tokens.Kind.OBJECT) {
                throw new FormatException("one of its trees is no object");
            }
            trees++;
            fields(this::tree);
        }
    }

    private void tree(String key) throws IOException {
        if (!key.equals("tree_param")) {
            value();
            return;
        }
        object(name -> {
            switch (name) {
                case "num_nodes" -> nodes += WholeNumbers.whole(name, text());
                case "size_leaf_vector" -> leafValues = Math.max(leafValues, WholeNumbers.whole(name, text()));
                default -> value();
            }
        });
    }

    /** Reads the value that follows as an object, field by field. */
    private void object(Field field) throws IOException {
        if (tokens.next() != Tokens.Kind.OBJECT) {
            throw new FormatException("it has something else where an object should be");
        }
        fields(field);
    }

    private void fields(Field field) throws IOException {
        for (Tokens.Kind kind = tokens.next(); kind != Tokens.Kind.END; kind = tokens.next()) {
            if (kind != Tokens.Kind.KEY) {
                throw new FormatException("it has a value without a name");
            }
            field.read(tokens.text());
        }
    }

    /** Passes over the value that follows. */
    private void value() throws IOException {
        switch (tokens.next()) {
            case OBJECT, LIST -> tokens.skip();
            case TEXT, NUMBER, LITERAL -> {}
            case END, KEY -> throw new FormatException("it has a name without a value");
        }
    }

    /** The value that follows, a text or a number. */
    private String text() throws IOException {
        Tokens.Kind kind = tokens.next();
        if (kind != Tokens.Kind.TEXT && kind != Tokens.Kind.NUMBER) {
            throw new FormatException("it has something else where a text should be");
        }
        return tokens.text();
    }

    /** The value that follows, a list of texts or numbers. */
    private List<String> values() throws IOException {
        if (tokens.next() != Tokens.Kind.LIST) {
            throw new FormatException("it has something else where a list should be");
        }
        List<String> values = new ArrayList<>();
        for (Tokens.Kind kind = tokens.next(); kind != Tokens.Kind.END; kind = tokens.next()) {
            if ((kind != Tokens.Kind.TEXT && kind != Tokens.Kind.NUMBER) || values.size() == MOST_VALUES) {
                throw new FormatException("it has a list that is none of texts or numbers, or is too long");
            }
            values.add(tokens.text());
        }
        return values;
    }

    /** Reads the value of a field. */
    @FunctionalInterface
    private interface Field {
        void read(String key) throws IOException;
    }
}
