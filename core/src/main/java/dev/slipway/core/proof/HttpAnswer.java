package dev.slipway.core.proof;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a function answers to API Gateway's HTTP API, payload format 2.0.
 *
 * @param status the HTTP status
 * @param headers the headers as they were written
 * @param body the body's bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    /** Copies the headers. */
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /**
     * Reads an answer.
     *
     * @throws dev.slipway.core.json.JsonException where it is none
     * @throws IllegalArgumentException where its body is not the Base64 it claims to be
     */
    public static HttpAnswer parse(byte[] payload) {
        JsonReader reader = JsonReader.parse("answer", payload);
        Map<String, String> headers = new TreeMap<>();
        reader.optionalChild("headers")
                .ifPresent(child -> child.fields().keySet().forEach(name -> headers.put(name, child.text(name))));
        String body = reader.optionalText("body").orElse("");
        boolean encoded = reader.object()
                .find("isBase64Encoded")
                .filter(Json.of(true)::equals)
                .isPresent();
        return new HttpAnswer(
                Math.toIntExact(reader.whole("statusCode")),
                headers,
                encoded ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8));
    }

    /** A header's value, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
