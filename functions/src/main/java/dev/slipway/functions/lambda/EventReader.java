package dev.slipway.functions.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.slipway.core.json.NotPlainException;
import dev.slipway.core.json.PlainParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads events in one pass, keys in any order. Threads may share it. */
final class EventReader {

    private static final String DEFAULT_STAGE = "$default";

    Event read(byte[] event) throws IOException {
        try {
            return read(event, PLAIN);
        } catch (NotPlainException e) {
            return any(event);
        }
    }

    private static Event any(byte[] event) throws IOException {
        try {
            return read(event, Any.PARSERS);
        } catch (JsonProcessingException e) {
            return unknown("no JSON");
        }
    }

    private static Event read(byte[] event, Parsers parsers) throws IOException {
        Fields fields = new Fields();
        Optional<byte[]> rest = Optional.of(event);
        while (rest.isPresent()) {
            byte[] object = rest.get();
            try (JsonParser parser = parsers.of(object)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return unknown("no JSON object");
                }
                rest = fields.read(parser, object);
            }
        }
        return fields.event(event);
    }

    /** What makes parsers of some kind. */
    @FunctionalInterface
    private interface Parsers {
        JsonParser of(byte[] object) throws IOException;
    }

    /** What nearly all events are. */
    private static final Parsers PLAIN = object -> new PlainParser(object, 0, object.length);

    /** Made when there is the first event that is not plain. */
    private static final class Any {

        private static final JsonFactory FACTORY = new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();

        static final Parsers PARSERS = FACTORY::createParser;
    }

    private static Event.Unknown unknown(String found) {
        return new Event.Unknown("the event is " + found
                + "; expected an API Gateway event in payload format 2.0 or 1.0, or a V2 request by itself");
    }

    /** What was read of an event so far. */
    private static final class Fields {
        private String version = "";
        private String method = "";
        private String path = "";
        private String stage = DEFAULT_STAGE;
        private ByteBuffer body = ByteBuffer.allocate(0);
        private boolean encoded;
        private boolean direct;
        private boolean ping;
        private String source = "";
        private String detail = "";
        private final Map<String, String> headers = new HashMap<>();

        /** Reads an object's fields; what is still to be read, as an object of its own, where a body was taken out. */
        Optional<byte[]> read(JsonParser parser, byte[] object) throws IOException {
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                Optional<BodyText> plain = key.equals("body") && value == JsonToken.VALUE_STRING
                        ? BodyText.at(object, parser.currentTokenLocation().getByteOffset())
                        : Optional.empty();
                if (plain.isPresent()) {
                    body = plain.get().bytes();
                    return Optional.of(plain.get().rest());
                }
                read(parser, key, value);
            }
            return Optional.empty();
        }

        private void read(JsonParser parser, String key, JsonToken value) throws IOException {
            switch (key) {
                case "version" -> version = text(parser, value);
                case "rawPath", "path" -> path = text(parser, value);
                case "httpMethod" -> method = text(parser, value);
                case "ping" -> ping = value == JsonToken.VALUE_TRUE;
                case "source" -> source = text(parser, value);
                case "detail-type" -> detail = text(parser, value);
                case "inputs" -> {
                    direct = value == JsonToken.START_ARRAY;
                    parser.skipChildren();
                }
                case "body" -> body = ByteBuffer.wrap(text(parser, value).getBytes(StandardCharsets.UTF_8));
                case "isBase64Encoded" -> encoded = value == JsonToken.VALUE_TRUE;
                case "headers" -> headers(parser, value);
                case "multiValueHeaders" -> manyHeaders(parser, value);
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

        /** A load balancer can be set to send nothing but these. */
        private void manyHeaders(JsonParser parser, JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                String lower = name.toLowerCase(Locale.ROOT);
                if (parser.nextToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        String one = text(parser, parser.currentToken());
                        headers.putIfAbsent(lower, one);
                    }
                } else {
                    parser.skipChildren();
                }
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

        Event event(byte[] all) {
            boolean known = version.equals("2.0") || version.equals("1.0");
            if (method.isEmpty() && !known) {
                return plain(all);
            }
            if ((!known && !version.isEmpty()) || method.isEmpty() || path.isEmpty()) {
                return unknown(
                        "of version \"" + version + "\" with method \"" + method + "\" and path \"" + path + "\"");
            }
            try {
                return new Event.Http(method, known ? withoutStage() : path, headers, decoded());
            } catch (IllegalArgumentException e) {
                return unknown("one whose body is not the base64 that isBase64Encoded says");
            }
        }

        /** One that came through no door. */
        private Event plain(byte[] all) {
            if (direct) {
                return new Event.Direct(ByteBuffer.wrap(all));
            }
            boolean scheduled = source.equals("aws.events") && detail.equals("Scheduled Event");
            return ping || scheduled ? new Event.Ping() : unknown("of no form that is known here");
        }

        private ByteBuffer decoded() {
            return encoded ? Base64.getDecoder().decode(body) : body;
        }

        /** A named stage stands in front of the path, where the client's own begins. */
        private String withoutStage() {
            String prefix = "/" + stage;
            boolean named = !stage.equals(DEFAULT_STAGE) && !stage.isEmpty();
            return named && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
        }
    }
}
