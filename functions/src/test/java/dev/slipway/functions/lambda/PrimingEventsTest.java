package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.testing.OnnxModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrimingEventsTest {

    private static final byte[] REQUEST = bytes("{\"id\":\"a\\\"b\",\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],"
            + "\"datatype\":\"FP32\",\"data\":[3,-0.5]}],\"parameters\":{\"binary_data_output\":true}}");

    @Test
    void aSampleIsAskedInBothFormatsWithWhatApiGatewayPutsAround() throws IOException {
        EventReader reader = new EventReader();
        List<String> bodies = new ArrayList<>();
        for (byte[] event : PrimingEvents.of("sums", OnnxModels.sumAndProductSignature(), List.of(REQUEST))) {
            Event.Http http = (Event.Http) reader.read(event);
            assertThat(http.method()).isEqualTo("POST");
            assertThat(http.path()).isEqualTo("/v2/models/sums/infer");
            assertThat(http.headers()).containsKey("x-forwarded-for");
            bodies.add(StandardCharsets.UTF_8.decode(http.body()).toString());
        }

        String request = new String(REQUEST, StandardCharsets.UTF_8);
        assertThat(bodies).hasSize(5).contains(request);
        assertThat(bodies.getFirst()).isEqualTo(request);
        assertThat(bodies.get(1)).isNotEqualTo(request);
        assertThat(bodies.get(2)).isEqualTo(request);
        assertThat(bodies.get(3)).startsWith("{\n \"\\u0069d\"");
        assertThat(bodies.get(4)).isEqualTo(request);
    }

    @Test
    void aLetterSpelledOutIsTheSameToWhoReadsIt() {
        byte[] spelled = OtherHand.spell(REQUEST);

        assertThat(JsonText.parse(spelled)).isEqualTo(JsonText.parse(REQUEST));
        assertThat(new String(spelled, StandardCharsets.UTF_8)).startsWith("{\"\\u0069d\":");
        assertThat(OtherHand.spell(bytes("[1]"))).isEqualTo(bytes("[1]"));
    }

    @Test
    void anotherHandWritesTheSameRequest() {
        assertThat(other(Datatype.FP32)).contains("[3.0, -0.5]").contains("[1, 2]");
        assertThat(JsonText.parse(bytes(other(Datatype.INT64)))).isEqualTo(JsonText.parse(REQUEST));
    }

    private static String other(Datatype datatype) {
        TensorSpec spec = new TensorSpec("x", datatype, List.of(-1L, 2L));
        return new String(
                OtherHand.write(REQUEST, new Signature(List.of(spec), List.of(spec))), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
