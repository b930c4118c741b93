package dev.slipway.functions.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads events in one pass, keys in any order. Threads may share it. */
final class EventReader {

    private static final String DEFAULT_STAGE = "$default";

    private final JsonFactory factory = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    Event read(byte[] event) throws IOException {
        try (JsonParser parser = factory.createParser(event)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return unknown("no JSON object");
            }
            Fields fields = new Fields();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                fields.read(parser, key);
            }
            return fields.event();
        } catch (JsonProcessingException e) {
            return unknown("no JSON");
        }
    }

    private static Event.Unknown unknown(String found) {
        return new Event.Unknown("the event is " + found + "; expected an API Gateway event in payload format 2.0");
    }

    /** What was read of an event so far. */
    private static final class Fields {
        private String version = "";
        private String method = "";
        private String path = "";
        private String stage = DEFAULT_STAGE;
        private String body = "";
        private boolean encoded;
        private final Map<String, String> headers = new HashMap<>();

        void read(JsonParser parser, String key) throws IOException {
            JsonToken value = parser.nextToken();
            switch (key) {
                case "version" -> version = text(parser, value);
                case "rawPath" -> path = text(parser, value);
                case "body" -> body = text(parser, value);
                case "isBase64Encoded" -> encoded = value == JsonToken.VALUE_TRUE;
                case "headers" -> headers(parser, value);
                case "requestContext" -> context(parser, value);
                default -> parser.skipChildren();
            }
        }

        private void headers(JsonParser parser, JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                headers.put(name.toLowerCase(Locale.ROOT), text(parser, parser.nextToken()));
            }
        }

        private void context(JsonParser parser, JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                JsonToken inner = parser.nextToken();
                if (key.equals("stage")) {
                    stage = text(parser, inner);
                } else if (key.equals("http") && inner == JsonToken.START_OBJECT) {
                    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                        String found = text(parser, parser.nextToken());
                        method = name.equals("method") ? found : method;
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }

        private static String text(JsonParser parser, JsonToken value) throws IOException {
            if (value == JsonToken.VALUE_STRING) {
                return parser.getText();
            }
            parser.skipChildren();
            return "";
        }

        Event event() {
            if (!version.equals("2.0") || method.isEmpty() || path.isEmpty()) {
                return unknown(version.isEmpty() ? "of no version" : "of version \"" + version + "\"");
            }
            try {
                return new Event.Http(method, withoutStage(), headers, decoded());
            } catch (IllegalArgumentException e) {
                return unknown("one whose body is not the base64 that isBase64Encoded says");
            }
        }

        private ByteBuffer decoded() {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(encoded ? Base64.getDecoder().decode(bytes) : bytes);
        }

        /** A named stage stands in front of the path, where the client's own begins. */
        private String withoutStage() {
            String prefix = "/" + stage;
            boolean named = !stage.equals(DEFAULT_STAGE) && !stage.isEmpty();
            return named && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
        }
    }
}
