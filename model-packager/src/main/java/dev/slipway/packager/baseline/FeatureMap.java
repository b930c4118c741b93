package dev.slipway.packager.baseline;

import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which column of a baseline is which value of which tensor. A column named after a tensor with one value a row is that
 * value; {@code x[3]} is the fourth value of {@code x}; and where the columns left over are as many as the values of the
 * one input left over, they are its values in their order. Pure.
 */
final class FeatureMap {

    private static final Pattern INDEXED = Pattern.compile("(.+)\\[([0-9]{1,9})\\]");
    private static final int MOST_SHOWN = 6;

    private final String file;
    private final Signature signature;
    private final List<Problem> problems = new ArrayList<>();

    private FeatureMap(String file, Signature signature) {
        this.file = file;
        this.signature = signature;
    }

    /**
     * Decides.
     *
     * @param file the baseline's path, for messages
     * @return the features, in the order of the columns
     * @throws ProblemsException where a column is no feature, or two are the same
     */
    static List<Feature> of(String file, List<String> columns, Signature signature) {
        return new FeatureMap(file, signature).decide(columns);
    }

    private List<Feature> decide(List<String> columns) {
        Set<String> seen = new HashSet<>();
        columns.stream()
                .filter(column -> !seen.add(column))
                .forEach(column -> add("the column \"" + column + "\" is there twice", "", "name each column once"));
        List<Optional<Feature>> named = columns.stream().map(this::named).toList();
        List<Integer> left = IntStream.range(0, columns.size())
                .filter(i -> named.get(i).isEmpty())
                .boxed()
                .toList();
        List<Feature> features = new ArrayList<>();
        Optional<TensorSpec> rest = left.isEmpty() ? Optional.empty() : rest(columns, named, left);
        for (int i = 0; i < columns.size(); i++) {
            int position = left.indexOf(i);
            String column = columns.get(i);
            named.get(i)
                    .or(() -> rest.map(tensor ->
                            new Feature(column, Feature.Side.INPUT, tensor.name(), position, tensor.datatype())))
                    .ifPresent(features::add);
        }
        Set<List<Object>> places = new HashSet<>();
        features.stream()
                .filter(feature -> !places.add(List.of(feature.side(), feature.tensor(), feature.position())))
                .forEach(feature -> add(
                        "the column \"" + feature.column() + "\" is " + feature.tensor() + "[" + feature.position()
                                + "], which another column is too",
                        "",
                        ""));
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return features;
    }

    private Optional<Feature> named(String column) {
        return named(column, Feature.Side.INPUT, signature.inputs())
                .or(() -> named(column, Feature.Side.OUTPUT, signature.outputs()));
    }

    private Optional<Feature> named(String column, Feature.Side side, List<TensorSpec> tensors) {
        Matcher indexed = INDEXED.matcher(column);
        boolean isIndexed = indexed.matches();
        for (TensorSpec tensor : tensors) {
            if (tensor.name().equals(column) && width(tensor).equals(Optional.of(1L))) {
                return Optional.of(new Feature(column, side, tensor.name(), 0, tensor.datatype()));
            }
            if (isIndexed && tensor.name().equals(indexed.group(1))) {
                int position = Integer.parseInt(indexed.group(2));
                if (width(tensor).filter(width -> position >= width).isPresent()) {
                    add(
                            "the column \"" + column + "\" is beyond the tensor's values",
                            tensor.name() + "[0] to " + tensor.name() + "["
                                    + (width(tensor).get() - 1) + "]",
                            "");
                }
                return Optional.of(new Feature(column, side, tensor.name(), position, tensor.datatype()));
            }
        }
        return Optional.empty();
    }

    private Optional<TensorSpec> rest(List<String> columns, List<Optional<Feature>> named, List<Integer> left) {
        Set<String> covered = named.stream()
                .flatMap(Optional::stream)
                .filter(feature -> feature.side() == Feature.Side.INPUT)
                .map(Feature::tensor)
                .collect(Collectors.toSet());
        List<TensorSpec> open = signature.inputs().stream()
                .filter(tensor -> !covered.contains(tensor.name()))
                .toList();
        if (open.size() == 1 && width(open.get(0)).equals(Optional.of((long) left.size()))) {
            return Optional.of(open.get(0));
        }
        String names = left.stream()
                        .limit(MOST_SHOWN)
                        .map(columns::get)
                        .map(name -> "\"" + name + "\"")
                        .collect(Collectors.joining(", "))
                + (left.size() > MOST_SHOWN ? ", ..." : "");
        add(
                left.size() + (left.size() == 1 ? " column is no feature: " : " columns are no features: ") + names,
                expected(open),
                "remove what the model is not asked with");
        return Optional.empty();
    }

    private String expected(List<TensorSpec> open) {
        String values = open.stream()
                .map(tensor -> width(tensor)
                        .map(width -> width == 1 ? tensor.name() : width + " columns for " + tensor.name())
                        .orElseGet(() -> tensor.name() + "[0], " + tensor.name() + "[1], ..."))
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? "no further column" : values;
    }

    /** How many values one row of a tensor has; empty where any number will do. */
    static Optional<Long> width(TensorSpec tensor) {
        List<Long> shape = tensor.shape();
        List<Long> row =
                shape.isEmpty() || (shape.size() == 1 && shape.get(0) >= 0) ? shape : shape.subList(1, shape.size());
        return row.contains(-1L) ? Optional.empty() : Optional.of(row.stream().reduce(1L, Math::multiplyExact));
    }

    private void add(String found, String expected, String remedy) {
        problems.add(new Problem(file + ":1", found, expected, remedy));
    }
}
