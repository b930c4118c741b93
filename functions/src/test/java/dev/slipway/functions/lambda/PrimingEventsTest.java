package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrimingEventsTest {

    @Test
    void aSampleIsAskedAsAClientWouldAskIt() {
        byte[] request = "{\"inputs\":[]}".getBytes(StandardCharsets.UTF_8);

        List<byte[]> events = PrimingEvents.of("sums", List.of(request));

        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(new String(event, StandardCharsets.UTF_8))
                        .contains("\"rawPath\":\"/v2/models/sums/infer\"")
                        .contains("\"body\":\"{\\\"inputs\\\":[]}\""));
    }
}
