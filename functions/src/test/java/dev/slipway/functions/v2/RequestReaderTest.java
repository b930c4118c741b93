package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.v2.InferRequest.RequestedOutput;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

    private static final Signature PIXELS = signature("x", Datatype.FP32, -1L, 2L);

    @Test
    void elementsMayStandInOneArray() {
        assertThat(floats(read(PIXELS, x("[2,2]", "[1,2,3.5,-4e1]")))).containsExactly(1f, 2f, 3.5f, -40f);
    }

    @Test
    void elementsMayBeNestedAsTheShapeSays() {
        assertThat(floats(read(PIXELS, x("[2,2]", "[[1,2],[3.5,-4e1]]")))).containsExactly(1f, 2f, 3.5f, -40f);
    }

    @Test
    void noElementsAreFineWhereTheShapeHasNone() {
        assertThat(floats(read(PIXELS, x("[0,2]", "[]")))).isEmpty();
        assertThat(floats(read(signature("x", Datatype.FP32, -1L, -1L), x("[2,0]", "[[],[]]"))))
                .isEmpty();
    }

    @Test
    void aScalarStandsAloneOrInAnArray() {
        Signature scalar = signature("x", Datatype.FP32);

        assertThat(floats(read(scalar, x("[]", "7")))).containsExactly(7f);
        assertThat(floats(read(scalar, x("[]", "[7]")))).containsExactly(7f);
    }

    @Test
    void keysMayComeInAnyOrderTheDataFirst() {
        String request = """
                {"outputs": [{"name": "y"}],
                 "inputs": [{"parameters": {}, "data": [[1, 2], [3, 4]], "shape": [2, 2], "datatype": "FP32", "name": "x"}],
                 "id": "late"}
                """;

        InferRequest read = read(PIXELS, request);

        assertThat(floats(read)).containsExactly(1f, 2f, 3f, 4f);
        assertThat(read.id()).contains("late");
    }

    @Test
    void aLateScalarIsReadAgainToo() {
        String request = "{\"inputs\":[{\"data\": 7.25 ,\"name\":\"x\",\"shape\":[],\"datatype\":\"FP32\"}]}";

        assertThat(floats(read(signature("x", Datatype.FP32), request))).containsExactly(7.25f);
    }

    @Test
    void unknownKeysAreIgnoredWhateverTheyHold() {
        String request = """
                {"model_name": "digits", "extra": {"inputs": [1, {"deep": null}]}, "parameters": {"priority": 1},
                 "inputs": [{"name": "x", "note": ["a"], "shape": [1, 2], "datatype": "FP32", "data": [1, 2],
                             "parameters": {"content_type": "np"}}]}
                """;

        assertThat(floats(read(PIXELS, request))).containsExactly(1f, 2f);
    }

    @Test
    void allOutputsAreWantedWhereNoneIsAskedFor() {
        Signature two = new Signature(
                PIXELS.inputs(),
                List.of(
                        new TensorSpec("label", Datatype.INT64, List.of(-1L)),
                        new TensorSpec("p", Datatype.FP32, List.of())));

        assertThat(read(two, x("[1,2]", "[1,2]")).outputNames()).containsExactly("label", "p");
        assertThat(read(two, x("[1,2]", "[1,2]").replaceFirst("\\{", "{\"outputs\":[],"))
                        .outputNames())
                .containsExactly("label", "p");
        assertThat(read(
                                two,
                                x("[1,2]", "[1,2]")
                                        .replaceFirst("\\{", "{\"outputs\":[{\"name\":\"p\"},{\"name\":\"label\"}],"))
                        .outputNames())
                .containsExactly("p", "label");
    }

    @Test
    void anOutputsOwnFlagWinsOverTheRequests() {
        String request = x("[1,2]", "[1,2]")
                .replaceFirst(
                        "\\{",
                        "{\"outputs\":[{\"name\":\"y\",\"parameters\":{\"binary_data\":false}}],"
                                + "\"parameters\":{\"binary_data_output\":true},");

        assertThat(read(PIXELS, request).outputs()).containsExactly(new RequestedOutput("y", false));
        assertThat(read(
                                PIXELS,
                                x("[1,2]", "[1,2]")
                                        .replaceFirst("\\{", "{\"parameters\":{\"binary_data_output\":true},"))
                        .outputs())
                .containsExactly(new RequestedOutput("y", true));
    }

    @Test
    void memoryFollowsTheBodyAndNotTheShape() {
        List<Integer> asked = new ArrayList<>();
        TensorMemory counting = bytes -> {
            asked.add(bytes);
            return TensorMemory.collected().allocate(bytes);
        };
        byte[] body = x("[4000000000000,2]", "[1,2,3]").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new RequestReader(PIXELS).read(ByteBuffer.wrap(body), OptionalInt.empty(), counting))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("has 3 elements; expected 8000000000000");
        // What is refused was read twice, by two parsers.
        assertThat(asked)
                .hasSizeLessThanOrEqualTo(2)
                .allSatisfy(bytes -> assertThat(bytes).isLessThan(2 * body.length));
    }

    @Test
    void aLongBodyIsReadOnce() {
        List<Integer> asked = new ArrayList<>();
        TensorMemory counting = bytes -> {
            asked.add(bytes);
            return TensorMemory.collected().allocate(bytes);
        };
        byte[] body = x("[600000,2]", "[" + "1,".repeat(600_000) + "1]").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new RequestReader(PIXELS).read(ByteBuffer.wrap(body), OptionalInt.empty(), counting))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("has 600001 elements; expected 1200000");
        assertThat(asked).hasSize(1);
    }

    @Test
    void floatingPointNumbersAreTheNearestOnes() {
        // Halfway cases and the ends of the range: by way of a double, the first would be rounded twice.
        List<String> written = List.of(
                "1.00000017881393432617187499",
                "1.00000017881393432617187501",
                "3.4028235677973366e38",
                "1.4e-45",
                "7.0e-46",
                "-0.0",
                "16777217");
        float[] expected = new float[written.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Float.parseFloat(written.get(i));
        }

        assertThat(floats(read(signature("x", Datatype.FP32, -1L), x("[7]", written.toString()))))
                .containsExactly(expected);
    }

    @Test
    void aNumberThatRoundsToInfinityIsRefused() {
        assertThatThrownBy(() -> read(signature("x", Datatype.FP32, -1L), x("[1]", "[3.4028236e38]")))
                .hasMessageStartingWith("input \"x\" has 3.4028236e38 at [0]; expected");
    }

    @Test
    void theBodyMayBePartOfALargerArray() {
        byte[] request = x("[1,2]", "[1,2]").getBytes(StandardCharsets.UTF_8);
        String late = "{\"inputs\":[{\"data\":[1,2],\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\"}]}";
        byte[] padded = ("padding" + late + "padding").getBytes(StandardCharsets.UTF_8);

        assertThat(floats(new RequestReader(PIXELS)
                        .read(ByteBuffer.wrap(request), OptionalInt.empty(), TensorMemory.collected())))
                .containsExactly(1f, 2f);
        assertThat(floats(new RequestReader(PIXELS)
                        .read(
                                ByteBuffer.wrap(padded, 7, late.length()).slice(),
                                OptionalInt.empty(),
                                TensorMemory.collected())))
                .containsExactly(1f, 2f);
    }

    @Test
    void inputsOfTheSignatureArriveWithNameDatatypeAndShape() {
        Tensor tensor = read(PIXELS, x("[1,2]", "[1,2]")).inputs().getFirst();

        assertThat(tensor.name()).isEqualTo("x");
        assertThat(tensor.datatype()).isEqualTo(Datatype.FP32);
        assertThat(tensor.shape()).isEqualTo(Shape.of(1, 2));
    }

    private static Signature signature(String name, Datatype datatype, Long... shape) {
        return new Signature(
                List.of(new TensorSpec(name, datatype, List.of(shape))),
                List.of(new TensorSpec("y", datatype, List.of(shape))));
    }

    private static String x(String shape, String data) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":" + shape + ",\"datatype\":\"FP32\",\"data\":" + data + "}]}";
    }

    private static InferRequest read(Signature signature, String request) {
        return new RequestReader(signature)
                .read(
                        ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)),
                        OptionalInt.empty(),
                        TensorMemory.collected());
    }

    private static float[] floats(InferRequest request) {
        Tensor.Fixed tensor = (Tensor.Fixed) request.inputs().getFirst();
        FloatBuffer buffer = tensor.data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
