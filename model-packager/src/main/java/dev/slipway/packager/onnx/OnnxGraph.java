package dev.slipway.packager.onnx;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The second pass over an ONNX file: what its graph is made of. Goes into the graphs inside nodes (branches, loops)
 * and into the model's own functions as well.
 */
final class OnnxGraph {

    private static final int LONGEST_NAME = 1 << 16;
    private static final int MOST_NAMES = 10_000;

    private final Set<String> inputs;
    private final Set<String> given = new HashSet<>();
    private final SortedSet<String> operators = new TreeSet<>();
    private final SortedSet<String> externalFiles = new TreeSet<>();
    private final SortedMap<ElementType, Long> elementTypes = new TreeMap<>();
    private long parameters;

    /** Looks for values of {@code inputs} too. */
    OnnxGraph(Set<String> inputs) {
        this.inputs = inputs;
    }

    /** The inputs that have a value in the file. */
    Set<String> given() {
        return given;
    }

    SortedSet<String> operators() {
        return operators;
    }

    SortedSet<String> externalFiles() {
        return externalFiles;
    }

    SortedMap<ElementType, Long> elementTypes() {
        return elementTypes;
    }

    long parameters() {
        return parameters;
    }

    /** {@code ModelProto{graph = 7, functions = 25}}. */
    void model(ProtobufReader in) throws IOException {
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 7 -> graph(in, true);
                case 25 -> function(in);
                default -> in.skip();
            }
        }
    }

    /** {@code FunctionProto{node = 7}}. */
    private void function(ProtobufReader in) throws IOException {
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            if (field == 7) {
                node(in);
            } else {
                in.skip();
            }
        }
        in.leave(outer);
    }

    /** {@code GraphProto{node = 1, initializer = 5, sparse_initializer = 15}}. */
    private void graph(ProtobufReader in, boolean outermost) throws IOException {
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> node(in);
                case 5 -> tensor(in, outermost);
                case 15 -> sparseTensor(in, outermost);
                default -> in.skip();
            }
        }
        in.leave(outer);
    }

    /** {@code NodeProto{op_type = 4, attribute = 5, domain = 7}}. */
    private void node(ProtobufReader in) throws IOException {
        String operator = "";
        String domain = "";
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 4 -> operator = in.text(LONGEST_NAME);
                case 5 -> attribute(in);
                case 7 -> domain = in.text(LONGEST_NAME);
                default -> in.skip();
            }
        }
        in.leave(outer);
        add(in, operators, domain.isEmpty() || domain.equals("ai.onnx") ? operator : domain + "." + operator);
    }

    /** {@code AttributeProto{t = 5, g = 6, floats = 7, tensors = 10, graphs = 11, sparse_tensor = 22, ... = 23}}. */
    private void attribute(ProtobufReader in) throws IOException {
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 5, 10 -> tensor(in, false);
                case 6, 11 -> graph(in, false);
                case 7 -> floats(in);
                case 22, 23 -> sparseTensor(in, false);
                default -> in.skip();
            }
        }
        in.leave(outer);
    }

    private void floats(ProtobufReader in) throws IOException {
        if (in.isBytes()) {
            parameters += in.skipBytes() / Float.BYTES;
        } else {
            in.skip();
            parameters++;
        }
    }

    /** {@code SparseTensorProto{values = 1}}; the values' name is the tensor's. */
    private void sparseTensor(ProtobufReader in, boolean outermost) throws IOException {
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            if (field == 1) {
                tensor(in, outermost);
            } else {
                in.skip();
            }
        }
        in.leave(outer);
    }

    /** {@code TensorProto{dims = 1, data_type = 2, name = 8, external_data = 13}}. */
    private void tensor(ProtobufReader in, boolean outermost) throws IOException {
        long elements = 1;
        ElementType elementType = ElementType.UNDEFINED;
        long start = in.position();
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> elements = dimensions(in, start, elements);
                case 2 -> elementType = ElementType.of(in.number());
                case 8 -> {
                    String name = in.text(LONGEST_NAME);
                    if (outermost && inputs.contains(name)) {
                        given.add(name);
                    }
                }
                case 13 -> external(in);
                default -> in.skip();
            }
        }
        in.leave(outer);
        parameters = add(in, start, parameters, elements);
        elementTypes.put(elementType, add(in, start, elementTypes.getOrDefault(elementType, 0L), elements));
    }

    /** Dimensions come one by one, or packed into one field. */
    private static long dimensions(ProtobufReader in, long start, long elements) throws IOException {
        if (!in.isBytes()) {
            return times(in, start, elements, in.number());
        }
        long product = elements;
        for (long dimension : in.packed()) {
            product = times(in, start, product, dimension);
        }
        return product;
    }

    private static long times(ProtobufReader in, long start, long elements, long dimension) {
        try {
            if (dimension >= 0) {
                return Math.multiplyExact(elements, dimension);
            }
        } catch (ArithmeticException e) {
            throw in.broken(start, "a tensor of more elements than can be counted");
        }
        throw in.broken(start, "a tensor with the dimension " + dimension);
    }

    private static long add(ProtobufReader in, long start, long left, long right) {
        try {
            return Math.addExact(left, right);
        } catch (ArithmeticException e) {
            throw in.broken(start, "more weights than can be counted");
        }
    }

    /** {@code StringStringEntryProto{key = 1, value = 2}}. */
    private void external(ProtobufReader in) throws IOException {
        String key = "";
        String value = "";
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> key = in.text(LONGEST_NAME);
                case 2 -> value = in.text(LONGEST_NAME);
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (key.equals("location")) {
            add(in, externalFiles, value);
        }
    }

    private static void add(ProtobufReader in, Set<String> names, String name) {
        names.add(name);
        if (names.size() > MOST_NAMES) {
            throw in.broken(in.position(), "more than " + MOST_NAMES + " different operators or files");
        }
    }
}
