package dev.slipway.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventWriterTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.250Z");

    private static JsonReader event(HttpRequest request) {
        return JsonReader.parse("event", EventWriter.write(request, "request-1", NOON));
    }

    private static HttpRequest request(Map<String, String> headers, byte[] body) {
        return new HttpRequest("POST", "/v2/models/digits/infer", "", headers, List.of(), "127.0.0.1", body);
    }

    @Test
    void aJsonBodyGoesAsTextEscaped() {
        String body = "{\"id\": \"größe \\\"1\\\"\", \"line\": \"a\\nb\"}";
        JsonReader event = event(request(
                Map.of("content-type", "application/json; charset=utf-8"), body.getBytes(StandardCharsets.UTF_8)));
        assertThat(event.text("version")).isEqualTo("2.0");
        assertThat(event.text("body")).isEqualTo(body);
        assertThat(event.truth("isBase64Encoded")).isFalse();
    }

    @Test
    void aBinaryBodyGoesInBase64() {
        byte[] body = {0, 1, (byte) 0xff};
        JsonReader event = event(request(Map.of("content-type", "application/octet-stream"), body));
        assertThat(Base64.getDecoder().decode(event.text("body"))).isEqualTo(body);
        assertThat(event.truth("isBase64Encoded")).isTrue();
    }

    @Test
    void aBodyWithoutContentTypeOrCompressedOrNoUtf8GoesInBase64() {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(event(request(Map.of(), json)).truth("isBase64Encoded")).isTrue();
        Map<String, String> zipped = Map.of("content-type", "application/json", "content-encoding", "gzip");
        assertThat(event(request(zipped, json)).truth("isBase64Encoded")).isTrue();
        Map<String, String> plain = Map.of("content-type", "application/json");
        assertThat(event(request(plain, new byte[] {(byte) 0xc3, 0x28})).truth("isBase64Encoded"))
                .isTrue();
    }

    @Test
    void aRequestWithoutBodyHasNone() {
        assertThat(event(request(Map.of(), new byte[0])).optionalText("body")).isEmpty();
    }

    @Test
    void theContextSaysWhoAskedWhatAndWhen() {
        HttpRequest request = new HttpRequest(
                "GET",
                "/v2/models/digits",
                "a=1&b=x%20y&a=2&c",
                Map.of("host", "localhost:8080", "user-agent", "curl"),
                List.of("k=v"),
                "127.0.0.1",
                new byte[0]);
        JsonReader event = event(request);
        JsonReader context = event.child("requestContext");
        assertThat(context.text("requestId")).isEqualTo("request-1");
        assertThat(context.whole("timeEpoch")).isEqualTo(NOON.toEpochMilli());
        assertThat(context.text("time")).isEqualTo("24/Nov/2026:12:00:00 +0000");
        assertThat(context.child("http").text("method")).isEqualTo("GET");
        assertThat(context.child("http").text("userAgent")).isEqualTo("curl");
        assertThat(event.text("rawQueryString")).isEqualTo("a=1&b=x%20y&a=2&c");
        assertThat(event.child("queryStringParameters").fields())
                .containsEntry("a", Json.of("1,2"))
                .containsEntry("b", Json.of("x y"))
                .containsEntry("c", Json.of(""));
        assertThat(event.texts("cookies")).containsExactly("k=v");
    }
}
