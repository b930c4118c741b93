package dev.slipway.packager.onnx;

import static dev.slipway.packager.onnx.OnnxFixtures.FLOAT;
import static dev.slipway.packager.onnx.OnnxFixtures.INT64;
import static dev.slipway.packager.onnx.OnnxFixtures.STRING;
import static dev.slipway.packager.onnx.OnnxFixtures.graph;
import static dev.slipway.packager.onnx.OnnxFixtures.model;
import static dev.slipway.packager.onnx.OnnxFixtures.node;
import static dev.slipway.packager.onnx.OnnxFixtures.shapeless;
import static dev.slipway.packager.onnx.OnnxFixtures.tensor;
import static dev.slipway.packager.onnx.OnnxFixtures.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.packager.onnx.OnnxModel.NoTensor;
import dev.slipway.packager.onnx.OnnxModel.Tensor;
import dev.slipway.packager.onnx.OnnxModel.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnnxModelTest {

    @Test
    void whatAFileSaysOfItselfIsRead() throws IOException {
        OnnxModel model = read(OnnxFixtures.identity());

        assertThat(model.irVersion()).isEqualTo(8);
        assertThat(model.producer()).isEqualTo("slipway-tests 1");
        assertThat(model.operatorSets()).containsExactly(Map.entry("ai.onnx", 17L));
        assertThat(model.operators()).containsExactly("Identity");
        assertThat(model.inputs()).containsExactly(value("x", ElementType.FLOAT, -1, 4));
        assertThat(model.outputs()).containsExactly(value("y", ElementType.FLOAT, -1, 4));
        assertThat(model.parameters()).isZero();
        assertThat(model.externalFiles()).isEmpty();
    }

    @Test
    void aRealModelIsRead() throws IOException {
        Path wine = Path.of("..", "examples", "wine", "wine.onnx");

        OnnxModel model = OnnxModel.read(() -> Files.newInputStream(wine), Files.size(wine));

        assertThat(model.inputs())
                .hasSize(8)
                .contains(
                        value("malic_acid", ElementType.FLOAT, -1, 1),
                        value("proline", ElementType.INT64, -1, 1),
                        value("alcohol_band", ElementType.STRING, -1, 1));
        assertThat(model.outputs())
                .containsExactly(
                        value("label", ElementType.STRING, -1), value("probabilities", ElementType.FLOAT, -1, 3));
        assertThat(model.operatorSets()).containsOnlyKeys("ai.onnx", "ai.onnx.ml");
        assertThat(model.operators()).contains("ai.onnx.ml.LinearClassifier", "Concat");
    }

    @Test
    void anInputWithAValueInTheFileIsNotAskedFor() throws IOException {
        OnnxModel model = read(model(graph().message(1, node("MatMul"))
                .message(5, weights("w", FLOAT, 4, 3))
                .message(11, tensor("x", FLOAT, -1, 4))
                .message(11, tensor("w", FLOAT, 4, 3))
                .message(12, tensor("y", FLOAT, -1, 3))));

        assertThat(model.inputs()).extracting(Value::name).containsExactly("x");
    }

    @Test
    void weightsAreCountedWhereverTheyStand() throws IOException {
        Proto constant = new Proto().text(1, "value").message(5, weights("c", INT64, 10));
        Proto coefficients = new Proto().text(1, "coefficients").bytes(7, new byte[4 * 6]);
        Proto inner = graph().message(5, weights("inner", FLOAT, 2));
        Proto branch = new Proto().text(1, "then_branch").message(6, inner);
        Proto packed = new Proto().bytes(1, new byte[] {5, 2}).number(2, FLOAT).text(8, "packed");
        OnnxModel model = read(model(graph().message(1, node("Constant").message(5, constant))
                .message(1, node("LinearClassifier").text(7, "ai.onnx.ml").message(5, coefficients))
                .message(1, node("If").message(5, branch))
                .message(5, weights("w", FLOAT, 4, 3))
                .message(5, packed)
                .message(12, tensor("y", FLOAT, -1, 3))));

        assertThat(model.parameters()).isEqualTo(10 + 6 + 2 + 12 + 10);
        assertThat(model.elementTypes())
                .containsExactly(Map.entry(ElementType.FLOAT, 24L), Map.entry(ElementType.INT64, 10L));
        assertThat(model.operators()).containsExactly("Constant", "If", "ai.onnx.ml.LinearClassifier");
    }

    @Test
    void shapesMayBeOpenScalarOrUntold() throws IOException {
        OnnxModel model = read(model(graph().message(11, tensor("scalar", STRING))
                .message(11, shapeless("untold", FLOAT))
                .message(11, tensor("zero", FLOAT, 0, 3))
                .message(12, tensor("y", FLOAT, -1))));

        assertThat(model.inputs())
                .containsExactly(
                        value("scalar", ElementType.STRING),
                        new Value("untold", new Tensor(ElementType.FLOAT, Optional.empty())),
                        value("zero", ElementType.FLOAT, -1, 3));
    }

    @Test
    void whatIsNoTensorIsCalledByItsName() throws IOException {
        OnnxModel model = read(OnnxFixtures.zipMap());

        assertThat(model.outputs())
                .containsExactly(
                        value("label", ElementType.INT64, -1),
                        new Value("probabilities", new NoTensor("a sequence of maps")));
    }

    @Test
    void filesBesideItAreNamed() throws IOException {
        assertThat(read(OnnxFixtures.external("model.onnx.data")).externalFiles())
                .containsExactly("model.onnx.data");
    }

    @Test
    void weightsArePassedOverWithoutBeingKept() throws IOException {
        byte[] weights = new byte[5_000_000];
        OnnxModel model =
                read(model(graph().message(5, weights("w", FLOAT, 1_250_000).bytes(9, weights))
                        .message(12, tensor("y", FLOAT, -1))));

        assertThat(model.parameters()).isEqualTo(1_250_000);
    }

    @Test
    void aFileWithoutAGraphIsNoModel() {
        assertRefused(new byte[0], "there is no graph in it");
        assertRefused(new Proto().number(1, 8).build(), "there is no graph in it");
    }

    @Test
    void aFileWithoutVersionsIsNoModel() {
        assertRefused(new Proto().message(7, graph()).build(), "does not say its format version");
    }

    @Test
    void aGraphWithoutOutputIsNoModel() {
        assertRefused(model(graph()).build(), "has no output");
    }

    @Test
    void aLengthBeyondTheFileIsNotBelieved() {
        assertRefused(new Proto().claim(7, 10_000_000_000L).build(), "byte 1: found a field of 10000000000 bytes");
        assertRefused(new Proto().claim(7, -1).build(), "18446744073709551615 bytes");
    }

    @Test
    void aTensorOfImpossibleSizeIsNotBelieved() {
        long huge = 1L << 40;
        assertRefused(
                model(graph().message(5, weights("w", FLOAT, huge, huge)).message(12, tensor("y", FLOAT)))
                        .build(),
                "more elements than can be counted");
        assertRefused(
                model(graph().message(5, weights("w", FLOAT, -3)).message(12, tensor("y", FLOAT)))
                        .build(),
                "the dimension -3");
    }

    @Test
    void graphsInGraphsInGraphsEndSomewhere() {
        Proto graph = graph();
        for (int i = 0; i < 100; i++) {
            Proto branch = new Proto().text(1, "body").message(6, graph);
            graph = graph().message(1, node("Loop").message(5, branch));
        }

        assertRefused(model(graph.message(12, tensor("y", FLOAT))).build(), "nested more than");
    }

    @Test
    void manyInputsAreTooMany() {
        Proto graph = graph();
        for (int i = 0; i < 10_001; i++) {
            graph.message(11, shapeless("x" + i, FLOAT));
        }

        assertRefused(model(graph).build(), "more than 10000 inputs and outputs");
    }

    @Test
    void textThatIsNoFileOfOursIsNoModel() {
        assertRefused(
                "just some words, not a model".getBytes(StandardCharsets.UTF_8), "byte 1: found a field of 117 bytes");
    }

    static OnnxModel read(byte[] bytes) throws IOException {
        return OnnxModel.read(() -> new ByteArrayInputStream(bytes), bytes.length);
    }

    private static OnnxModel read(Proto model) throws IOException {
        return read(model.build());
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(OnnxException.class).hasMessageContaining(message);
    }

    private static Value value(String name, ElementType elementType, long... shape) {
        List<Long> dimensions = Arrays.stream(shape).boxed().toList();
        return new Value(name, new Tensor(elementType, Optional.of(dimensions)));
    }
}
