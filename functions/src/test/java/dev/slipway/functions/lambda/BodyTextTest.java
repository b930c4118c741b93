package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyTextTest {

    private static final String[] PIECES = {
        "a", "bcd", " ", "{\\\"", "\\\\", "\\/", "\\n", "\\t", "\\r\\f\\b", "0.5,", "~", "]}", "'", "!", "#"
    };

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void isWhatAParserReadsWhereverItLies() throws IOException {
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder();
            int pieces = random.nextInt(20);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String before = "[" + " ".repeat(random.nextInt(9));
            String rest = random.nextBoolean() ? "]" : ",\"a longer rest\"]";
            byte[] event = bytes(before + '"' + text + '"' + rest);

            Optional<BodyText> found = BodyText.at(event, before.length());

            assertThat(found).as("%s, seed %d", text, seed).isPresent();
            assertThat(string(found.get().bytes())).as("seed %d", seed).isEqualTo(parsed(event));
            assertThat(string(ByteBuffer.wrap(found.get().rest()))).isEqualTo("{\"\":0" + rest);
        }
    }

    @Test
    void leavesToAParserWhatIsNotPlain() {
        for (String text : new String[] {"caf\u00e9", "\\u0041", "a\nb", "\\x", "\\", "twelve signs \u20ac"}) {
            assertThat(BodyText.at(bytes('"' + text + '"'), 0)).as(text).isEmpty();
        }
    }

    @Test
    void leavesToAParserWhatIsCutOff() {
        for (String text : new String[] {"", "abc", "abcdefgh", "abcdefghijk", "abcdefg\\", "abcdefgh\\\""}) {
            assertThat(BodyText.at(bytes('"' + text), 0)).as(text).isEmpty();
        }
    }

    @Test
    void isNotWhereNoStringBegins() {
        byte[] event = bytes("{\"body\":\"a\"}");

        assertThat(BodyText.at(event, -1)).isEmpty();
        assertThat(BodyText.at(event, 0)).isEmpty();
        assertThat(BodyText.at(event, event.length)).isEmpty();
    }

    @Test
    void aBodyThatNothingIsEscapedInIsTheEventsOwn() {
        byte[] event = bytes("{\"body\":\"abcdefghijkl\"}");

        ByteBuffer body = BodyText.at(event, 8).orElseThrow().bytes();

        assertThat(string(body)).isEqualTo("abcdefghijkl");
        event[9] = 'A';
        assertThat(string(body)).isEqualTo("Abcdefghijkl");
    }

    private static String parsed(byte[] event) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(event)) {
            parser.nextToken();
            parser.nextToken();
            return parser.getText();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
