package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as they are stored and shown: RFC 3339, UTC, milliseconds. */
public final class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code 2026-11-24T03:42:00.000Z}. */
    public static String format(Instant time) {
        return FORM.format(time);
    }

    /** The time under {@code key}. */
    public static Instant read(JsonReader reader, String key) {
        return parse(reader, key, reader.text(key));
    }

    static Optional<Instant> readOptional(JsonReader reader, String key) {
        return reader.optionalText(key).map(text -> parse(reader, key, text));
    }

    static Json of(Instant time) {
        return Json.of(format(time));
    }

    static Json of(Optional<Instant> time) {
        return Json.ofText(time.map(Times::format));
    }

    private static Instant parse(JsonReader reader, String key, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new JsonException(
                    0,
                    0,
                    reader.path() + "." + key + ": expected a time such as 2026-11-24T03:42:00.000Z, found \"" + text
                            + "\"");
        }
    }
}
