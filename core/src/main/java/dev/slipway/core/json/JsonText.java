package dev.slipway.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes {@link Json}. */
public final class JsonText {

    private static final int MAX_DEPTH = 100;

    /** A number of so many digits fits into a long, whatever they are. */
    private static final int DIGITS_OF_A_LONG = 18;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            // Threads are virtual and short-lived here: buffers that belong to threads would be made again and again.
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonText() {}

    /**
     * Reads one JSON value.
     *
     * @throws JsonException where the bytes are anything else, with line and column
     */
    public static Json parse(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new JsonException(1, 1, "no JSON value: the text is empty");
            }
            Json value = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonException(
                        parser.currentTokenLocation().getLineNr(),
                        parser.currentTokenLocation().getColumnNr(),
                        "something follows the JSON value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw JsonException.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one JSON value.
     *
     * @throws JsonException where the text is anything else, with line and column
     */
    public static Json parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the value in one line, keys in the order they stand. */
    public static String write(Json value) {
        return new String(bytes(value, false), StandardCharsets.UTF_8);
    }

    /** Writes the value in one line with sorted keys: equal values give equal bytes. */
    public static byte[] canonical(Json value) {
        return bytes(value, true);
    }

    private static byte[] bytes(Json value, boolean sorted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(value, generator, sorted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(Json value, JsonGenerator out, boolean sorted) throws IOException {
        switch (value) {
            case Json.Null() -> out.writeNull();
            case Json.Bool(boolean truth) -> out.writeBoolean(truth);
            case Json.Numeric(var number) -> write(number, out);
            case Json.Text(String text) -> out.writeString(text);
            case Json.Array(List<Json> items) -> {
                out.writeStartArray();
                for (Json item : items) {
                    write(item, out, sorted);
                }
                out.writeEndArray();
            }
            case Json.Fields fields -> {
                OwnedFields ordered = sorted ? fields.owned().sorted() : fields.owned();
                out.writeStartObject();
                for (int i = 0; i < ordered.size(); i++) {
                    out.writeFieldName(ordered.key(i));
                    write(ordered.value(i), out, sorted);
                }
                out.writeEndObject();
            }
        }
    }

    /** Whole numbers go the short way: most of them are counts. */
    private static void write(BigDecimal number, JsonGenerator out) throws IOException {
        if (number.scale() == 0 && number.precision() <= DIGITS_OF_A_LONG) {
            out.writeNumber(number.longValue());
        } else {
            out.writeNumber(number);
        }
    }

    private static Json value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            OwnedFields fields = OwnedFields.EMPTY;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName(); // the parser refuses one that was there before
                parser.nextToken();
                fields = fields.append(key, value(parser));
            }
            return new Json.Fields(fields);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Json> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return new Json.Array(items);
        }
        if (token == JsonToken.VALUE_STRING) {
            return new Json.Text(parser.getText());
        }
        if (token.isNumeric()) {
            return new Json.Numeric(parser.getDecimalValue());
        }
        if (token.isBoolean()) {
            return new Json.Bool(parser.getBooleanValue());
        }
        return new Json.Null();
    }
}
