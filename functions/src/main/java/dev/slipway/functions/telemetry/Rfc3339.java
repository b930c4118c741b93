package dev.slipway.functions.telemetry;

import dev.slipway.functions.json.JsonBytes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as RFC 3339 in UTC, always with milliseconds, without the formatter's pattern machinery in a cold start. */
final class Rfc3339 {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private Rfc3339() {}

    static void write(Instant time, JsonBytes out) {
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        digits(local.getYear(), 4, out);
        out.raw('-');
        digits(local.getMonthValue(), 2, out);
        out.raw('-');
        digits(local.getDayOfMonth(), 2, out);
        out.raw('T');
        digits(local.getHour(), 2, out);
        out.raw(':');
        digits(local.getMinute(), 2, out);
        out.raw(':');
        digits(local.getSecond(), 2, out);
        out.raw('.');
        digits(local.getNano() / NANOS_PER_MILLI, 3, out);
        out.raw('Z');
    }

    /** The number with leading zeros. */
    static void digits(long value, int width, JsonBytes out) {
        long unit = 1;
        for (int i = 1; i < width; i++) {
            unit *= 10;
        }
        if (value < 0 || value / unit > 9) {
            out.number(value);
            return;
        }
        for (; unit > 0; unit /= 10) {
            out.raw((char) ('0' + value / unit % 10));
        }
    }
}
