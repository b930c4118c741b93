package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as they are stored and shown: RFC 3339, UTC, milliseconds. */
public final class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final int DAY_LENGTH = "2026-11-24T".length();
    private static final int LENGTH = "2026-11-24T03:42:00.000Z".length();
    private static final int MILLIS = 1_000_000;

    private Times() {}

    /** {@code 2026-11-24T03:42:00.000Z}. */
    public static String format(Instant time) {
        long second = Math.floorMod(time.getEpochSecond(), 86_400L);
        String day = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), 86_400L))
                .toString();
        if (day.length() + 1 != DAY_LENGTH) {
            return FORM.format(time); // years of more than four digits
        }
        StringBuilder text = new StringBuilder(LENGTH).append(day).append('T');
        digits(text, second / 3600, 2).append(':');
        digits(text, second / 60 % 60, 2).append(':');
        digits(text, second % 60, 2).append('.');
        return digits(text, time.getNano() / MILLIS, 3).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, long number, int count) {
        for (long unit = count == 3 ? 100 : 10; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
        return text;
    }

    /** The time under {@code key}. */
    public static Instant read(JsonReader reader, String key) {
        return parse(reader, key, reader.text(key));
    }

    /**
     * Reads a time that may be missing.
     *
     * @throws JsonException where what is there is none
     */
    public static Optional<Instant> readOptional(JsonReader reader, String key) {
        return reader.optionalText(key).map(text -> parse(reader, key, text));
    }

    static Json of(Instant time) {
        return Json.of(format(time));
    }

    /** A time that may be missing, as it is stored. */
    public static Json of(Optional<Instant> time) {
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
