package dev.slipway.core.spec;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.OneLine;
import dev.slipway.core.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a signature block: what the author says of inputs and outputs. */
final class SignatureReader {

    static final String NAME = "under signature";
    static final List<String> KEYS = Key.names(SpecKeys.SIGNATURE);
    static final String TENSOR = "in a tensor";
    static final List<String> TENSOR_KEYS = Key.names(SpecKeys.TENSOR);

    private static final int MOST_DIMENSIONS = 16;

    private final Vocabulary vocabulary;
    private final Findings findings;

    SignatureReader(Vocabulary vocabulary, Findings findings) {
        this.vocabulary = vocabulary;
        this.findings = findings;
    }

    Block block(Value value) {
        Block block = value.block(NAME, KEYS, vocabulary);
        if (block.keys().isEmpty() && value.yaml() instanceof Yaml.Mapping) {
            findings.add(value.place(), "signature is empty", "inputs, outputs or both", "or remove it");
        }
        return block;
    }

    List<Located<TensorSpec>> tensors(Block signature, String side) {
        List<Located<TensorSpec>> tensors = new ArrayList<>();
        signature
                .find(side)
                .map(value -> value.items("a list such as [{name: x, datatype: FP32, shape: [-1, 64]}]"))
                .orElse(List.of())
                .forEach(item -> tensor(item).ifPresent(tensor -> {
                    if (tensors.stream()
                            .anyMatch(before -> before.value().name().equals(tensor.name()))) {
                        findings.add(item.place(), side + ": the tensor \"" + tensor.name() + "\" is there twice");
                    }
                    tensors.add(new Located<>(tensor, item.place()));
                }));
        return tensors;
    }

    private Optional<TensorSpec> tensor(Value item) {
        Block block = item.block(TENSOR, TENSOR_KEYS, vocabulary);
        Optional<String> name = block.need("name", "name: x").flatMap(value -> value.text("the tensor's name"));
        Optional<Datatype> datatype =
                block.need("datatype", "datatype: FP32").flatMap(value -> value.oneOf(SpecKeys.DATATYPES));
        Optional<List<Long>> shape = block.need("shape", "shape: [-1, 64]").flatMap(this::shape);
        if (name.isEmpty() || datatype.isEmpty() || shape.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> fault = OneLine.fault(name.get(), TensorSpec.LONGEST_NAME);
        fault.ifPresent(found -> findings.add(item.place(), "name: " + found));
        return fault.isPresent()
                ? Optional.empty()
                : Optional.of(new TensorSpec(name.get(), datatype.get(), shape.get()));
    }

    private Optional<List<Long>> shape(Value value) {
        String expected = "a list of sizes, -1 for any, such as [-1, 64]";
        if (!(value.yaml() instanceof Yaml.Items items) || items.items().size() > MOST_DIMENSIONS) {
            return value.wrong(expected);
        }
        List<Long> shape = new ArrayList<>();
        for (Yaml item : items.items()) {
            new Value("shape", item, findings).whole(SpecKeys.SIZE).ifPresent(size -> shape.add((long) size));
        }
        return shape.size() == items.items().size() ? Optional.of(shape) : Optional.empty();
    }
}
