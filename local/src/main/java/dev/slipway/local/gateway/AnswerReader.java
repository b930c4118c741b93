package dev.slipway.local.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.slipway.local.http.HttpAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a function's answer as API Gateway does: an object with a {@code statusCode} is a response; any other JSON is
 * the body of a 200.
 */
public final class AnswerReader {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final byte[] NOTHING = new byte[0];

    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;

    private AnswerReader() {}

    /** Reads an answer; empty where it is not one that API Gateway would take. */
    public static Optional<HttpAnswer> read(byte[] payload) {
        try (JsonParser parser = JSON.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            return read(parser, payload);
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<HttpAnswer> read(JsonParser parser, byte[] payload) throws IOException {
        int status = 0;
        Map<String, String> headers = new LinkedHashMap<>();
        String body = "";
        boolean base64 = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "statusCode" ->
                    status = value.isNumeric() ? parser.getIntValue() : Integer.parseInt(parser.getText());
                case "headers" -> readHeaders(parser, headers);
                case "body" -> body = value == JsonToken.VALUE_NULL ? "" : parser.getText();
                case "isBase64Encoded" -> base64 = value == JsonToken.VALUE_TRUE;
                default -> parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            return Optional.empty();
        }
        if (status == 0) {
            return Optional.of(new HttpAnswer(LEAST_STATUS, Map.of("Content-Type", "application/json"), payload));
        }
        if (status < LEAST_STATUS || status > MOST_STATUS) {
            return Optional.empty();
        }
        return Optional.of(new HttpAnswer(status, headers, bytes(body, base64)));
    }

    private static byte[] bytes(String body, boolean base64) {
        if (body.isEmpty()) {
            return NOTHING;
        }
        return base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    private static void readHeaders(JsonParser parser, Map<String, String> headers) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                headers.put(name, clean(parser.getText()));
            } else {
                parser.skipChildren();
            }
        }
    }

    /** A header must not carry a line break into the response. */
    private static String clean(String value) {
        return value.replace('\r', ' ').replace('\n', ' ');
    }
}
