package dev.slipway.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The measure of the plain parser is Jackson's: it tells the same of a text, or nothing. */
class PlainParserTest {

    private static final int DOCUMENTS = 4000;
    private static final String SIGNS = "{}[],:\"\\ \n\r\t-0123456789.eEtrufalsn/abx";

    @Test
    void whatItReadsIsWhatJacksonReads() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            StringBuilder json = new StringBuilder();
            write(random, 0, json);
            Optional<List<String>> plain = plain(bytes(json));
            plain.ifPresent(tokens -> assertThat(tokens)
                    .as("seed %d: %s", seed, json)
                    .isEqualTo(jackson(bytes(json)).orElse(List.of("refused"))));
            read += plain.isPresent() ? 1 : 0;
        }
        assertThat(read).as("seed " + seed).isGreaterThan(DOCUMENTS / 4);
    }

    @Test
    void whatJacksonRefusesItNeverReads() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            StringBuilder json = new StringBuilder();
            write(random, 0, json);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(json.length() + 1);
                char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
                if (random.nextBoolean() || at == json.length()) {
                    json.insert(at, sign);
                } else if (random.nextBoolean()) {
                    json.setCharAt(at, sign);
                } else {
                    json.setLength(Math.max(1, at));
                }
            }
            plain(bytes(json))
                    .ifPresent(tokens -> assertThat(tokens)
                            .as("seed %d: %s", seed, json)
                            .isEqualTo(jackson(bytes(json)).orElse(List.of("refused"))));
        }
    }

    @Test
    void whatIsNotPlainIsLeftToJackson() {
        for (String text : List.of(
                "[\"\u00e9\"]",
                "[\"\\u0041\"]",
                "[1e3]",
                "[1234567890123456789]",
                "[1.]",
                "[.5]",
                "[01]",
                "[NaN]",
                "[\"a",
                "{\"a\":",
                "[1,]",
                "{,}",
                "[1 2]",
                "[tru]",
                "[truex]",
                "1x",
                "[] []",
                "\ufeff[]",
                "[\"\u0001\"]",
                "[\"\\x\"]",
                "[-]")) {
            assertThat(plain(text.getBytes(StandardCharsets.UTF_8))).as(text).isEmpty();
        }
        assertThat(plain(("[".repeat(40) + "]".repeat(40)).getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Test
    void aStringNobodyAsksForIsCheckedAllTheSame() throws IOException {
        byte[] json = "[\"\\q\", 1]".getBytes(StandardCharsets.US_ASCII);
        try (PlainParser parser = new PlainParser(json, 0, json.length)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
            assertThatExceptionOfType(NotPlainException.class).isThrownBy(parser::nextToken);
        }
    }

    private static byte[] bytes(StringBuilder json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Random random, int depth, StringBuilder json) {
        blank(random, json);
        switch (random.nextInt(depth > 4 ? 6 : 9)) {
            case 0 -> json.append(random.nextLong(-1_000_000_000_000_000_000L, 1_000_000_000_000_000_000L));
            case 1 -> json.append(random.nextInt(-300, 300));
            case 2 -> json.append((random.nextInt(2_000_000) - 1_000_000) / 1000.0);
            case 3 ->
                json.append(List.of("true", "false", "null", "-0", "0.10", "1e2", "-0.0")
                        .get(random.nextInt(7)));
            case 4, 5 -> text(random, json);
            case 6 -> {
                json.append('[');
                for (int items = random.nextInt(4); items > 0; items--) {
                    write(random, depth + 1, json);
                    json.append(items > 1 ? "," : "");
                }
                blank(random, json);
                json.append(']');
            }
            default -> {
                json.append('{');
                for (int fields = random.nextInt(4); fields > 0; fields--) {
                    blank(random, json);
                    text(random, json);
                    blank(random, json);
                    json.append(':');
                    write(random, depth + 1, json);
                    json.append(fields > 1 ? "," : "");
                }
                blank(random, json);
                json.append('}');
            }
        }
        blank(random, json);
    }

    private static void text(Random random, StringBuilder json) {
        json.append('"');
        for (int letters = random.nextInt(6); letters > 0; letters--) {
            json.append(List.of(
                            "a",
                            "~",
                            " ",
                            "\\n",
                            "\\\"",
                            "\\\\",
                            "\\/",
                            "{",
                            "z9",
                            random.nextInt(20) == 0 ? "\u00fc" : "q")
                    .get(random.nextInt(10)));
        }
        json.append('"');
    }

    private static void blank(Random random, StringBuilder json) {
        if (random.nextInt(4) == 0) {
            json.append(" \n\r\t".charAt(random.nextInt(4)));
        }
    }

    /** All that is asked of a text, from somewhere in the middle of some bytes; absent where it is not plain. */
    private static Optional<List<String>> plain(byte[] json) {
        byte[] around = new byte[json.length + 5];
        System.arraycopy(json, 0, around, 3, json.length);
        try (PlainParser parser = new PlainParser(around, 3, 3 + json.length)) {
            return Optional.of(told(parser));
        } catch (NotPlainException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<List<String>> jackson(byte[] json) {
        byte[] around = new byte[json.length + 5];
        System.arraycopy(json, 0, around, 3, json.length);
        try (JsonParser parser = new JsonFactory().createParser(around, 3, json.length)) {
            return Optional.of(told(parser));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> told(JsonParser parser) throws IOException {
        List<String> told = new ArrayList<>();
        int roots = 0;
        int depth = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (depth == 0 && roots++ > 0) {
                throw new IOException("a second value");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            told.add(token.name() + what(parser, token));
        }
        return told;
    }

    private static String what(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case FIELD_NAME -> parser.currentName();
            case VALUE_STRING -> at(parser) + parser.getText();
            case VALUE_NUMBER_INT ->
                at(parser) + parser.getText() + " " + parser.getLongValue() + " " + parser.getNumberType() + " "
                        + (parser.getLongValue() % 2 == 0 ? parser.getFloatValue() : parser.getDoubleValue());
            case VALUE_NUMBER_FLOAT ->
                at(parser) + parser.getText() + " " + real(parser) + " "
                        + new String(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            case START_ARRAY, START_OBJECT -> at(parser);
            default -> "";
        };
    }

    /** Jackson widens the float once it was asked for one: ask for one of the two. */
    private static String real(JsonParser parser) throws IOException {
        return parser.getTextLength() % 2 == 0
                ? Float.toString(parser.getFloatValue())
                : Double.toString(parser.getDoubleValue());
    }

    private static String at(JsonParser parser) {
        return "@" + parser.currentTokenLocation().getByteOffset() + " ";
    }
}
