package dev.slipway.packager.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads an {@link OnnxModel} in two passes: first what the graph takes and gives, then what it is made of. In a file
 * the weights stand before the inputs, and only those that are inputs too matter by name.
 */
final class OnnxReader {

    private static final int LONGEST_NAME = 1 << 16;
    private static final int LONGEST_DESCRIPTION = 1 << 20;
    private static final int MOST_VALUES = 10_000;

    // onnx.proto: ModelProto, OperatorSetIdProto, GraphProto
    private static final int MODEL_IR_VERSION = 1;
    private static final int MODEL_PRODUCER = 2;
    private static final int MODEL_PRODUCER_VERSION = 3;
    private static final int MODEL_DOC = 6;
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPERATOR_SET = 8;
    private static final int SET_DOMAIN = 1;
    private static final int SET_VERSION = 2;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;

    private long irVersion;
    private String producer = "";
    private String producerVersion = "";
    private String description = "";
    private boolean graphSeen;
    private final SortedMap<String, Long> operatorSets = new TreeMap<>();
    private final List<OnnxModel.Value> inputs = new ArrayList<>();
    private final List<OnnxModel.Value> outputs = new ArrayList<>();

    private OnnxReader() {}

    static OnnxModel read(OnnxModel.Source source, long size) throws IOException {
        OnnxReader reader = new OnnxReader();
        try (InputStream in = source.open()) {
            reader.model(new ProtobufReader(in, size));
        }
        reader.check();
        Set<String> names =
                new HashSet<>(reader.inputs.stream().map(OnnxModel.Value::name).toList());
        OnnxGraph graph = new OnnxGraph(names);
        try (InputStream in = source.open()) {
            graph.model(new ProtobufReader(in, size));
        }
        return reader.result(graph);
    }

    private void check() {
        if (!graphSeen) {
            throw new OnnxException("there is no graph in it: this is no ONNX model");
        }
        if (irVersion < 1 || operatorSets.isEmpty()) {
            throw new OnnxException("it does not say its format version and operator set: this is no ONNX model");
        }
        if (outputs.isEmpty()) {
            throw new OnnxException("its graph has no output");
        }
    }

    private OnnxModel result(OnnxGraph graph) {
        return new OnnxModel(
                irVersion,
                (producer + " " + producerVersion).strip(),
                description,
                operatorSets,
                graph.operators(),
                inputs.stream()
                        .filter(input -> !graph.given().contains(input.name()))
                        .toList(),
                outputs,
                graph.parameters(),
                graph.elementTypes(),
                graph.externalFiles());
    }

    private void model(ProtobufReader in) throws IOException {
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case MODEL_IR_VERSION -> irVersion = in.number();
                case MODEL_PRODUCER -> producer = in.text(LONGEST_NAME);
                case MODEL_PRODUCER_VERSION -> producerVersion = in.text(LONGEST_NAME);
                case MODEL_DOC -> description = in.text(LONGEST_DESCRIPTION);
                case MODEL_OPERATOR_SET -> operatorSet(in);
                case MODEL_GRAPH -> {
                    graphSeen = true;
                    graph(in);
                }
                default -> in.skip();
            }
        }
    }

    private void operatorSet(ProtobufReader in) throws IOException {
        String domain = "";
        long version = 0;
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case SET_DOMAIN -> domain = in.text(LONGEST_NAME);
                case SET_VERSION -> version = in.number();
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (operatorSets.size() < MOST_VALUES) {
            operatorSets.put(domain.isEmpty() ? "ai.onnx" : domain, version);
        }
    }

    private void graph(ProtobufReader in) throws IOException {
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case GRAPH_INPUT -> inputs.add(value(in));
                case GRAPH_OUTPUT -> outputs.add(value(in));
                default -> in.skip();
            }
            if (inputs.size() + outputs.size() > MOST_VALUES) {
                throw in.broken(in.position(), "more than " + MOST_VALUES + " inputs and outputs");
            }
        }
        in.leave(outer);
    }

    private static OnnxModel.Value value(ProtobufReader in) throws IOException {
        String name = "";
        Optional<OnnxModel.Type> type = Optional.empty();
        long outer = in.enter();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> name = in.text(LONGEST_NAME);
                case 2 -> type = Optional.of(OnnxTypes.type(in));
                default -> in.skip();
            }
        }
        in.leave(outer);
        if (name.isEmpty()) {
            throw in.broken(in.position(), "an input or output without a name");
        }
        return new OnnxModel.Value(name, type.orElse(new OnnxModel.NoTensor("a value of no type")));
    }
}
