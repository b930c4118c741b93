package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binary tensor data that is not as its JSON says. */
class BinaryRequestsTest {

    private static final Signature SIGNATURE = new Signature(
            List.of(
                    new TensorSpec("x", Datatype.INT16, List.of(-1L)),
                    new TensorSpec("s", Datatype.BYTES, List.of(-1L))),
            List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L))));

    /** Two elements of {@code x}, and {@code "hi"} and {@code ""} for {@code s}. */
    private static final byte[] SECTION = {1, 0, -1, -1, 2, 0, 0, 0, 'h', 'i', 0, 0, 0, 0};

    @Test
    void tensorsAreTakenInTheOrderOfTheJson() {
        List<Tensor> inputs = read(json(4, 10), SECTION).inputs();

        assertThat(((Tensor.Fixed) inputs.get(0)).data().asShortBuffer().get(1)).isEqualTo((short) -1);
        assertThat(((Tensor.Bytes) inputs.get(1)).elements()).containsExactly(new byte[] {'h', 'i'}, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            6    | 10         | input "x" of shape [2] has 6 bytes of binary data; expected 2 elements of 2 bytes
            3    | 10         | input "x" of shape [2] has 3 bytes of binary data; expected 2 elements of 2 bytes
            4    | 11         | input "s" has binary_data_size 11, but only 10 bytes are left of the body
            4    | 9000000000 | input "s" has binary_data_size 9000000000, but only 10 bytes are left of the body
            4    | 8          | input "s" is cut off in element 1; expected a length of four bytes, little-endian, and as many bytes
            4    | 6          | input "s" of shape [2] has 1 elements of binary data; expected 2
            """)
    void sizesThatDoNotAddUpAreRefused(int x, long s, String message) {
        assertThatThrownBy(() -> read(json(x, s), SECTION)).hasMessage(message);
    }

    @Test
    void bytesThatNobodyTakesAreRefused() {
        byte[] longer = Arrays.copyOf(SECTION, SECTION.length + 3);

        assertThatThrownBy(() -> read(json(4, 10), longer))
                .hasMessage("3 bytes are left after the last binary tensor; expected none: check binary_data_size and"
                        + " Inference-Header-Content-Length");
    }

    @Test
    void aStringOfNegativeLengthIsRefused() {
        byte[] section = SECTION.clone();
        section[7] = -1;

        assertThatThrownBy(() -> read(json(4, 10), section))
                .hasMessageStartingWith("input \"s\" is cut off in element 0");
    }

    @Test
    void truthsAreZeroOrOne() {
        TensorSpec spec = new TensorSpec("b", Datatype.BOOL, List.of(-1L));
        String json = "{\"inputs\":[{\"name\":\"b\",\"shape\":[2],\"datatype\":\"BOOL\","
                + "\"parameters\":{\"binary_data_size\":2}}]}";

        assertThatThrownBy(() -> read(new Signature(List.of(spec), List.of(spec)), json, new byte[] {1, 2}))
                .hasMessage("input \"b\" has the byte 2 at [1]; expected 0 or 1 for BOOL");
    }

    @Test
    void theHeaderMustNotPointBeyondTheBody() {
        assertThatThrownBy(() -> new RequestReader(SIGNATURE)
                        .read(ByteBuffer.wrap(SECTION), OptionalInt.of(15), TensorMemory.collected()))
                .hasMessage("Inference-Header-Content-Length is 15, the body has 14 bytes; expected at most that");
        assertThatThrownBy(() -> new RequestReader(SIGNATURE)
                        .read(ByteBuffer.wrap(SECTION), OptionalInt.of(-1), TensorMemory.collected()))
                .hasMessageStartingWith("Inference-Header-Content-Length is -1");
    }

    private static String json(long x, long s) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"INT16\",\"parameters\":{\"binary_data_size\":"
                + x + "}},{\"parameters\":{\"binary_data_size\":" + s
                + "},\"name\":\"s\",\"shape\":[2],\"datatype\":\"BYTES\"}]}";
    }

    private static InferRequest read(String json, byte[] section) {
        return read(SIGNATURE, json, section);
    }

    private static InferRequest read(Signature signature, String json, byte[] section) {
        byte[] head = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(head.length + section.length)
                .put(head)
                .put(section)
                .flip();
        return new RequestReader(signature).read(body, OptionalInt.of(head.length), TensorMemory.collected());
    }
}
