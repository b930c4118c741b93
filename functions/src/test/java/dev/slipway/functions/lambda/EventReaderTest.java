package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies of every kind, and fields on both of their sides. */
class EventReaderTest {

    private static final String CONTEXT = "\"requestContext\":{\"http\":{\"method\":\"POST\"}}";

    private final EventReader events = new EventReader();

    @Test
    void fieldsCountBeforeAndBehindTheBody() throws IOException {
        for (String event : List.of(
                "{\"version\":\"2.0\",\"rawPath\":\"/p\"," + CONTEXT + ",\"body\":\"e30=\",\"isBase64Encoded\":true}",
                "{\"body\":\"e30=\",\"isBase64Encoded\":true," + CONTEXT + ",\"version\":\"2.0\",\"rawPath\":\"/p\"}",
                "{\"isBase64Encoded\":true," + CONTEXT
                        + ",\"version\":\"2.0\",\"rawPath\":\"/p\",\"body\" : \"e30=\" }",
                "{\"version\":\"2.0\",\"body\":\"e3\\u0030=\"," + CONTEXT
                        + ",\"rawPath\":\"/p\",\"isBase64Encoded\":true}")) {
            assertThat(body(event)).as(event).isEqualTo("{}");
        }
    }

    @Test
    void aBodyIsTheTextThatItsSignsMean() throws IOException {
        assertThat(body(withBody("\"{\\\"a\\\":\\n[1,\\t2]}\""))).isEqualTo("{\"a\":\n[1,\t2]}");
        assertThat(body(withBody("\"caf\u00e9 \\u20ac \\ud83d\\ude00\""))).isEqualTo("caf\u00e9 \u20ac \ud83d\ude00");
        assertThat(body(withBody("\"\""))).isEmpty();
        assertThat(body(withBody("null"))).isEmpty();
    }

    @Test
    void ofTwoBodiesTheLastCounts() throws IOException {
        assertThat(body(withBody("\"first\",\"body\":\"second\""))).isEqualTo("second");
        assertThat(body(withBody("\"first\",\"body\":\"caf\u00e9\""))).isEqualTo("caf\u00e9");
        assertThat(body(withBody("\"caf\u00e9\",\"body\":\"second\""))).isEqualTo("second");
    }

    @Test
    void whatFollowsABodyMustBeJsonToo() throws IOException {
        for (String rest : List.of("", ",", ",}", " \"a\":1}", ",\"a\"}", "]")) {
            assertThat(read("{\"version\":\"2.0\"," + CONTEXT + ",\"rawPath\":\"/p\",\"body\":\"x\"" + rest))
                    .as(rest)
                    .isInstanceOf(Event.Unknown.class);
        }
    }

    private static String withBody(String json) {
        return "{\"version\":\"2.0\",\"rawPath\":\"/p\"," + CONTEXT + ",\"body\":" + json + "}";
    }

    private String body(String event) throws IOException {
        assertThat(read(event)).as(event).isInstanceOf(Event.Http.class);
        Event.Http http = (Event.Http) read(event);
        assertThat(http.method()).isEqualTo("POST");
        assertThat(http.path()).isEqualTo("/p");
        return StandardCharsets.UTF_8.decode(http.body()).toString();
    }

    private Event read(String event) throws IOException {
        return events.read(event.getBytes(StandardCharsets.UTF_8));
    }
}
