package dev.slipway.local.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a request as API Gateway's event for HTTP APIs, payload format 2.0. Bodies of a textual content type go as
 * text, others in base64. Source:
 * docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
final class EventWriter {

    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ROUTE = "$default";
    private static final int ENVELOPE = 1024;

    private EventWriter() {}

    /**
     * The event's bytes.
     *
     * @param request what the client sent
     * @param id the request's id
     * @param now when it came
     */
    static byte[] write(HttpRequest request, String id, Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ENVELOPE + request.body().length * 3 / 2);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("version", "2.0");
            out.writeStringField("routeKey", ROUTE);
            out.writeStringField("rawPath", request.path());
            out.writeStringField("rawQueryString", request.query());
            if (!request.cookies().isEmpty()) {
                out.writeArrayFieldStart("cookies");
                for (String cookie : request.cookies()) {
                    out.writeString(cookie);
                }
                out.writeEndArray();
            }
            writeMap(out, "headers", request.headers());
            if (!request.query().isEmpty()) {
                writeMap(out, "queryStringParameters", parameters(request.query()));
            }
            writeContext(out, request, id, now);
            writeBody(out, request);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeMap(JsonGenerator out, String name, Map<String, String> values) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            out.writeStringField(value.getKey(), value.getValue());
        }
        out.writeEndObject();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                parameters.merge(name, value, (before, more) -> before + "," + more);
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static void writeContext(JsonGenerator out, HttpRequest request, String id, Instant now)
            throws IOException {
        out.writeObjectFieldStart("requestContext");
        out.writeStringField("accountId", "000000000000");
        out.writeStringField("apiId", "local");
        out.writeStringField("domainName", request.header("host"));
        out.writeStringField("domainPrefix", "local");
        out.writeObjectFieldStart("http");
        out.writeStringField("method", request.method());
        out.writeStringField("path", request.path());
        out.writeStringField("protocol", "HTTP/1.1");
        out.writeStringField("sourceIp", request.source());
        out.writeStringField("userAgent", request.header("user-agent"));
        out.writeEndObject();
        out.writeStringField("requestId", id);
        out.writeStringField("routeKey", ROUTE);
        out.writeStringField("stage", ROUTE);
        out.writeStringField("time", LOG_TIME.format(now));
        out.writeNumberField("timeEpoch", now.toEpochMilli());
        out.writeEndObject();
    }

    private static void writeBody(JsonGenerator out, HttpRequest request) throws IOException {
        byte[] body = request.body();
        if (body.length == 0) {
            out.writeBooleanField("isBase64Encoded", false);
            return;
        }
        boolean text = request.header("content-encoding").isEmpty()
                && TextBody.isTextual(request.header("content-type"))
                && TextBody.isUtf8(body);
        out.writeFieldName("body");
        if (text) {
            out.writeUTF8String(body, 0, body.length);
        } else {
            out.writeBinary(body);
        }
        out.writeBooleanField("isBase64Encoded", !text);
    }
}
