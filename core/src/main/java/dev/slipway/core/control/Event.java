package dev.slipway.core.control;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One entry of an endpoint's record. Each names the digest of the one before it, so that none can be changed, left out
 * or put in later without the chain breaking.
 *
 * @param sequence its number within the endpoint, from 1
 * @param time when
 * @param endpoint the endpoint
 * @param release the release it belongs to
 * @param type what happened
 * @param by who did it: a person, or {@link #CONTROLLER}
 * @param body what there is to know, as fields beside those above
 * @param previous the digest of the entry before; empty for the first
 */
public record Event(
        long sequence,
        Instant time,
        ModelName endpoint,
        String release,
        Type type,
        String by,
        Json.Fields body,
        Optional<Digest> previous) {

    /** The name of the controller where an event tells who. */
    public static final String CONTROLLER = "controller";

    private static final long SCHEMA_VERSION = 1;
    private static final int DIGITS = 9;

    /** What happened. */
    public enum Type {
        STARTED,
        OBSERVED,
        SHIFTED,
        ADVANCED,
        WAITING,
        PAUSED,
        RESUMED,
        APPROVED,
        PROMOTED,
        ROLLED_BACK,
        NOT_TAGGED,
        NOT_REPORTED,
        CLOCK;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Type of(String word) {
            return Arrays.stream(values())
                    .filter(type -> type.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new JsonException(0, 0, "event.type: \"" + word + "\" is not known here"));
        }
    }

    /** The event as people and programs read it. */
    public Json.Fields json() {
        Json.Fields fields = Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("sequence", Json.of(sequence))
                .with("time", Json.of(Times.format(time)))
                .with("endpoint", Json.of(endpoint.value()))
                .with("release", Json.of(release))
                .with("type", Json.of(type.word()))
                .with("by", Json.of(by));
        for (var field : body.fields().entrySet()) {
            fields = fields.with(field.getKey(), field.getValue());
        }
        return fields.with("previous", Json.ofText(previous.map(Digest::toString)));
    }

    /** The stored bytes, canonical. */
    byte[] bytes() {
        return JsonText.canonical(json());
    }

    /** What the next event's {@code previous} is. */
    Digest digest() {
        return Digest.of(bytes());
    }

    /** Where it is stored. */
    String key() {
        return key(endpoint, sequence);
    }

    static String key(ModelName endpoint, long sequence) {
        String number = Long.toString(sequence);
        return prefix(endpoint) + "0".repeat(Math.max(0, DIGITS - number.length())) + number + ".json";
    }

    static String prefix(ModelName endpoint) {
        return endpoint + "/events/";
    }

    static Event read(JsonReader reader) {
        Json.Fields body = Json.object();
        for (var field : reader.fields().entrySet()) {
            boolean known = switch (field.getKey()) {
                case "schema_version", "sequence", "time", "endpoint", "release", "type", "by", "previous" -> true;
                default -> false;
            };
            body = known ? body : body.with(field.getKey(), field.getValue());
        }
        return new Event(
                reader.whole("sequence"),
                Times.read(reader, "time"),
                new ModelName(reader.text("endpoint")),
                reader.text("release"),
                Type.of(reader.text("type")),
                reader.text("by"),
                body,
                reader.optionalText("previous").map(Digest::parse));
    }
}
