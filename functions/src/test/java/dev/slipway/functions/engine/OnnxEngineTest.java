package dev.slipway.functions.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.UnsupportedTensorException;
import dev.slipway.functions.testing.OnnxModels;
import dev.slipway.functions.testing.RandomTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxEngineTest {

    private static final OnnxEngine ENGINE = OnnxEngine.start(new EngineSettings(Optional.empty(), 1));

    @ParameterizedTest
    @EnumSource(Datatype.class)
    void everyDatatypePassesThroughBitForBit(Datatype datatype) {
        Random random = new Random(datatype.name().hashCode());
        for (int rank = 0; rank <= 4; rank++) {
            try (Predictor model = load(OnnxModels.identity(datatype, rank))) {
                for (int i = 0; i < 10; i++) {
                    Tensor input =
                            RandomTensors.withoutZeros(random, "x", datatype, RandomTensors.shapeOfRank(random, rank));

                    Tensor output = model.predict(List.of(input), List.of("y")).getFirst();

                    assertThat(output.name()).isEqualTo("y");
                    assertThat(output.datatype()).isEqualTo(datatype);
                    assertThat(output.shape()).isEqualTo(input.shape());
                    assertSameElements(input, output);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Datatype.class)
    void theModelItselfSaysWhatGoesInAndOut(Datatype datatype) {
        try (Predictor model = load(OnnxModels.identity(datatype, 3))) {
            assertThat(model.signature()).isEqualTo(OnnxModels.identitySignature(datatype, 3));
        }
    }

    @Test
    void onlyTheOutputsAskedForComeInTheOrderAsked() {
        try (Predictor model = load(OnnxModels.sumAndProduct())) {
            List<Tensor> inputs = List.of(floats("a", 2, 3), floats("b", 5, 7));

            assertThat(model.signature()).isEqualTo(OnnxModels.sumAndProductSignature());
            assertThat(model.predict(inputs, List.of("product", "sum")))
                    .extracting(Tensor::name)
                    .containsExactly("product", "sum");
            Tensor.Fixed product =
                    (Tensor.Fixed) model.predict(inputs, List.of("product")).getFirst();
            assertThat(product.data().getFloat(4)).isEqualTo(21f);
        }
    }

    @Test
    void aLargeCallIsAnsweredAsSmallOnesAreAndSmallOnesAfterIt() {
        Random random = new Random(12);
        try (Predictor model = load(OnnxModels.identity(Datatype.FP32, 1))) {
            for (int elements : new int[] {10, 3 << 20, 3 << 20, 10}) {
                ByteBuffer data = ByteBuffer.allocateDirect(4 * elements).order(ByteOrder.nativeOrder());
                for (int i = 0; i < elements; i++) {
                    data.putFloat(4 * i, random.nextFloat());
                }
                Tensor input = new Tensor.Fixed("x", Datatype.FP32, Shape.of(elements), data);

                assertSameElements(
                        input, model.predict(List.of(input), List.of("y")).getFirst());
            }
        }
    }

    @Test
    void aModelThatFailsSaysWhatTheEngineSaid() {
        try (Predictor model = load(OnnxModels.sumAndProduct())) {
            assertThatThrownBy(
                            () -> model.predict(List.of(floats("a", 1, 2), floats("b", 1, 2, 3)), List.of("product")))
                    .isInstanceOf(PredictionException.class)
                    .hasMessageContaining("running Mul node");
            assertThat(model.predict(List.of(floats("a", 1), floats("b", 2)), List.of("sum")))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"batch,the dimension \"batch\"", "'',the number of rows", "None,the number of rows"})
    void aCallThatFailsWithInputsOfDifferentLengthIsTheClients(String length, String what) {
        try (Predictor model = load(OnnxModels.sum(length))) {
            assertThatThrownBy(() -> model.predict(List.of(floats("a", 1, 2), floats("b", 1, 2, 3)), List.of("sum")))
                    .isInstanceOf(UnsupportedTensorException.class)
                    .hasMessageStartingWith(what + " is 2 in input \"a\" (axis 0) and 3 in input \"b\" (axis 0);"
                            + " expected the same size, for the model fails with these: ");
            assertThat(model.predict(List.of(floats("a", 1), floats("b", 1, 2, 3)), List.of("sum")))
                    .as("what the model can do, it may do")
                    .hasSize(1);
        }
    }

    @Test
    void manyThreadsMayAskOneModel() throws Exception {
        try (Predictor model = load(OnnxModels.sumAndProduct());
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Float>> sums = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                float value = i;
                sums.add(threads.submit(() -> {
                    Tensor sum = model.predict(List.of(floats("a", value), floats("b", value)), List.of("sum"))
                            .getFirst();
                    return ((Tensor.Fixed) sum).data().getFloat(0);
                }));
            }
            for (int i = 0; i < 400; i++) {
                assertThat(sums.get(i).get()).isEqualTo(2f * i);
            }
        }
    }

    @Test
    void bytesThatAreNoModelAreRefused() {
        assertThatThrownBy(() -> load("no model".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("the model file is no ONNX model: ");
        byte[] cut = OnnxModels.sumAndProduct();
        assertThatThrownBy(() -> load(Arrays.copyOf(cut, cut.length / 2))).isInstanceOf(ModelLoadException.class);
    }

    @Test
    void theModelMeetsTheBytesThatTheClientSent() {
        byte[] emoji = "😀".getBytes(StandardCharsets.UTF_8);
        byte[] noText = {(byte) 0xFF, (byte) 0xC0};
        Tensor input = new Tensor.Bytes("x", Shape.of(2), List.of(emoji, noText));
        try (Predictor model = load(OnnxModels.equalTo("😀"))) {
            List<Tensor> outputs = model.predict(List.of(input), List.of("equal", "y"));

            assertThat(((Tensor.Fixed) outputs.get(0)).data().get(0)).isEqualTo((byte) 1);
            assertThat(((Tensor.Fixed) outputs.get(0)).data().get(1)).isEqualTo((byte) 0);
            assertThat(((Tensor.Bytes) outputs.get(1)).elements()).containsExactly(emoji, noText);
        }
    }

    @Test
    void aStringWithAZeroByteIsRefused() {
        Tensor input = new Tensor.Bytes("x", Shape.of(1), List.of(new byte[] {'a', 0, 'b'}));
        try (Predictor model = load(OnnxModels.identity(Datatype.BYTES, 1))) {
            assertThatThrownBy(() -> model.predict(List.of(input), List.of("y")))
                    .isInstanceOf(UnsupportedTensorException.class)
                    .hasMessage(
                            "input \"x\" has a string with a zero byte at [0], which ONNX Runtime would cut it off at;"
                                    + " expected none");
        }
    }

    @Test
    void theMakersAreNotCalled() {
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    }

    @Test
    void threadsFollowTheMemory() {
        assertThat(EngineSettings.threadsFor(128, 2)).isEqualTo(1);
        assertThat(EngineSettings.threadsFor(1769, 2)).isEqualTo(1);
        assertThat(EngineSettings.threadsFor(3538, 2)).isEqualTo(2);
        assertThat(EngineSettings.threadsFor(10240, 6)).isEqualTo(5);
        assertThat(EngineSettings.threadsFor(10240, 4)).isEqualTo(4);
        assertThat(EngineSettings.threadsFor(0, 4)).isEqualTo(1);
    }

    private static Predictor load(byte[] model) {
        return ENGINE.load(ByteBuffer.allocateDirect(model.length).put(model).flip());
    }

    private static Tensor floats(String name, float... values) {
        ByteBuffer data = ByteBuffer.allocateDirect(values.length * 4).order(ByteOrder.nativeOrder());
        data.asFloatBuffer().put(values);
        return new Tensor.Fixed(name, Datatype.FP32, Shape.of(values.length), data);
    }

    private static void assertSameElements(Tensor expected, Tensor actual) {
        switch (expected) {
            case Tensor.Fixed fixed ->
                assertThat(((Tensor.Fixed) actual).data()).isEqualTo(fixed.data());
            case Tensor.Bytes strings ->
                assertThat(((Tensor.Bytes) actual).elements())
                        .usingRecursiveComparison()
                        .isEqualTo(strings.elements());
        }
    }
}
