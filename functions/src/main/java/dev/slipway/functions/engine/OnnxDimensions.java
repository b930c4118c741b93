package dev.slipway.functions.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import dev.slipway.functions.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which sizes of different inputs belong together, so that a call that failed can be told from a model that failed. ONNX
 * may name an open size, and the same name means the same size. Many exporters leave names out or write one that says
 * nothing; there the outermost sizes belong together, for they count rows. Never asked before the model ran: what it can
 * do with different sizes, it may do.
 */
final class OnnxDimensions {

    /** What exporters write for a size that they know nothing about. */
    private static final Pattern NO_NAME = Pattern.compile("|\\W+|None|null|unk_.*|unknown.*|dim_?\\d*");

    /** The group of outermost sizes without a name. */
    private static final String ROWS = "";

    private record Place(String input, int axis) {

        /** Spelled out, as {@link #hashCode} is: a record's own are made at run time, which every start would pay for. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place && axis == place.axis && input.equals(place.input);
        }

        @Override
        public int hashCode() {
            return 31 * input.hashCode() + axis;
        }
    }

    private record Found(Place place, long size) {

        String words() {
            return size + " in input \"" + place.input() + "\" (axis " + place.axis() + ")";
        }
    }

    private final Map<Place, String> groups;

    private OnnxDimensions(Map<Place, String> groups) {
        this.groups = groups;
    }

    /** Those of these inputs. */
    static OnnxDimensions of(Collection<NodeInfo> inputs) {
        Map<Place, String> groups = new HashMap<>();
        for (NodeInfo input : inputs) {
            if (input.getInfo() instanceof TensorInfo info) {
                String[] names = info.getDimensionNames();
                for (int axis = 0; axis < names.length; axis++) {
                    boolean named = !NO_NAME.matcher(names[axis]).matches();
                    if (named || (axis == 0 && info.getShape()[axis] < 0)) {
                        groups.put(new Place(input.getName(), axis), named ? names[axis] : ROWS);
                    }
                }
            }
        }
        return new OnnxDimensions(Map.copyOf(groups));
    }

    /** Sizes in different inputs that belong together and differ, in words for clients. */
    Optional<String> disagreement(List<Tensor> inputs) {
        Map<String, List<Found>> sizes = new HashMap<>();
        for (Tensor input : inputs) {
            for (int axis = 0; axis < input.shape().rank(); axis++) {
                Place place = new Place(input.name(), axis);
                String group = groups.get(place);
                if (group != null) {
                    Found found = new Found(place, input.shape().dimension(axis));
                    List<Found> others = sizes.computeIfAbsent(group, _ -> new ArrayList<>());
                    Optional<Found> other = others.stream()
                            .filter(each -> !each.place().input().equals(input.name()))
                            .filter(each -> each.size() != found.size())
                            .findFirst();
                    if (other.isPresent()) {
                        String what = group.equals(ROWS) ? "the number of rows" : "the dimension \"" + group + "\"";
                        return Optional.of(what + " is " + other.get().words() + " and " + found.words());
                    }
                    others.add(found);
                }
            }
        }
        return Optional.empty();
    }
}
