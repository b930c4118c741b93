package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseWriterTest {

    @Test
    void floatsAreWrittenInTheShortestFormThatReadsBackTheSame() {
        assertThat(written(floats(0.1f, -0f, 16777216f, 1e-10f, 3.4028235E38f)))
                .endsWith("\"data\":[0.1,-0.0,1.6777216E7,1.0E-10,3.4028235E38]}]}");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatHasNoJsonFormIsRefusedWithItsPlaceAndARemedy(float value) {
        assertThatThrownBy(() -> written(floats(1f, value)))
                .isInstanceOf(NoJsonFormException.class)
                .hasMessage("output \"y\" has " + value + " at [1], and JSON has no form for it; ask for the output as"
                        + " binary tensor data (parameters.binary_data)");
    }

    @Test
    void bytesThatAreNoTextAreRefusedInJson() {
        Tensor tensor = new Tensor.Bytes("y", Shape.of(1, 2), List.of(new byte[] {'a'}, new byte[] {(byte) 0xFF}));

        assertThatThrownBy(() -> written(tensor))
                .isInstanceOf(NoJsonFormException.class)
                .hasMessage("output \"y\" has bytes that are not UTF-8 at [0,1], and JSON has no form for them; ask for"
                        + " it as binary tensor data (parameters.binary_data)");
    }

    @Test
    void theIdIsLeftOutWhereTheRequestHadNone() {
        JsonBytes out = new JsonBytes();
        ResponseWriter.write(new InferResponse("m", "7", Optional.empty(), List.of(), List.of()), out);

        assertThat(text(out)).isEqualTo("{\"model_name\":\"m\",\"model_version\":\"7\",\"outputs\":[]}");
    }

    @Test
    void binaryTensorsFollowTheJsonInItsOrder() {
        Tensor first = floats(1f);
        Tensor second = new Tensor.Bytes("s", Shape.of(2), List.of(new byte[] {'h', 'i'}, new byte[0]));
        Tensor third = floats(2f);
        JsonBytes out = new JsonBytes();

        int json = ResponseWriter.write(
                        new InferResponse(
                                "m", "7", Optional.of("a"), List.of(first, second, third), List.of(true, true, false)),
                        out)
                .orElseThrow();

        ByteBuffer bytes = out.view().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(StandardCharsets.UTF_8.decode(bytes.slice(0, json)).toString())
                .isEqualTo("{\"model_name\":\"m\",\"model_version\":\"7\",\"id\":\"a\",\"outputs\":["
                        + "{\"name\":\"y\",\"shape\":[1],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":4}},"
                        + "{\"name\":\"s\",\"shape\":[2],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":10}},"
                        + "{\"name\":\"y\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[2.0]}]}");
        assertThat(bytes.remaining() - json).isEqualTo(14);
        assertThat(bytes.getFloat(json)).isEqualTo(1f);
        assertThat(bytes.getInt(json + 4)).isEqualTo(2);
        assertThat(bytes.get(json + 8)).isEqualTo((byte) 'h');
        assertThat(bytes.getInt(json + 10)).isZero();
    }

    private static Tensor floats(float... values) {
        ByteBuffer data = ByteBuffer.allocateDirect(values.length * 4).order(ByteOrder.nativeOrder());
        data.asFloatBuffer().put(values);
        return new Tensor.Fixed("y", Datatype.FP32, Shape.of(values.length), data);
    }

    private static String written(Tensor tensor) {
        JsonBytes out = new JsonBytes();
        ResponseWriter.write(new InferResponse("m", "7", Optional.empty(), List.of(tensor), List.of(false)), out);
        return text(out);
    }

    private static String text(JsonBytes out) {
        return StandardCharsets.UTF_8.decode(out.view()).toString();
    }
}
