package dev.slipway.local.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final List<TensorSpec> OUT = List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L)));
    private static final Signature ONE =
            new Signature(List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, 3L))), OUT);
    private static final Signature TWO = new Signature(
            List.of(
                    new TensorSpec("age", Datatype.INT64, List.of(-1L, 1L)),
                    new TensorSpec("name", Datatype.BYTES, List.of(-1L))),
            OUT);

    private static String text(Json.Fields request) {
        return JsonText.write(request);
    }

    @Test
    void theColumnsOfATableFillTheOneInput() {
        assertThat(Requests.generated("a,b,c\n1,2.5,-3\n".getBytes(UTF_8), ONE))
                .extracting(RequestsTest::text)
                .containsExactly(
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2.5,-3]}]}");
    }

    @Test
    void orEachInputByItsNameAndOtherColumnsAreLeft() {
        assertThat(Requests.generated("name,other,age\nann,9,42\n".getBytes(UTF_8), TWO))
                .extracting(RequestsTest::text)
                .containsExactly("{\"inputs\":[{\"name\":\"age\",\"shape\":[1,1],\"datatype\":\"INT64\",\"data\":[42]},"
                        + "{\"name\":\"name\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"ann\"]}]}");
    }

    @Test
    void aTableThatFitsNoInputMakesNoRequest() {
        assertThat(Requests.generated("a,b\n1,2\n".getBytes(UTF_8), ONE)).isEmpty();
        assertThat(Requests.generated("a,b,c\n1,2,high\n".getBytes(UTF_8), ONE)).isEmpty();
        assertThat(Requests.generated("\"a, or b\",c,d\n1,2,3\n".getBytes(UTF_8), ONE))
                .isEmpty();
        assertThat(Requests.generated(new byte[0], ONE)).isEmpty();
    }

    @Test
    void recordedLinesAreRequestsSamplesOrValuesByInput() {
        String lines = """
                {"inputs": [{"name": "x"}]}

                {"request": {"inputs": [{"name": "y"}]}, "response": {}}
                {"label": 7, "x": [1, 2, 3, 4, 5, 6]}
                """;
        assertThat(Requests.recorded("t.jsonl", lines.getBytes(UTF_8), ONE))
                .extracting(RequestsTest::text)
                .containsExactly(
                        "{\"inputs\":[{\"name\":\"x\"}]}",
                        "{\"inputs\":[{\"name\":\"y\"}]}",
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,3],\"datatype\":\"FP32\",\"data\":[1,2,3,4,5,6]}]}");
    }

    @Test
    void aLineThatIsNoneOfThemIsNamed() {
        assertThatThrownBy(() -> Requests.recorded("t.jsonl", "{\"x\":[1,2,3]}\n{\"z\":1}\n".getBytes(UTF_8), ONE))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(
                        "t.jsonl:2: expected a V2 request with inputs, or a value for each input; found no \"x\"");
    }
}
