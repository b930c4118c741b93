package dev.slipway.local.rehearsal;

import dev.slipway.local.runtime.LineSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds to the latency that a function's lines tell of. */
final class SlowerLines implements LineSink {

    private static final Pattern LATENCY = Pattern.compile("\"Latency\":([0-9.]+)");

    private final LineSink next;
    private final BigDecimal millis;

    SlowerLines(LineSink next, Duration delay) {
        this.next = next;
        this.millis = BigDecimal.valueOf(delay.toMillis());
    }

    @Override
    public void line(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        Matcher found = LATENCY.matcher(text);
        String slower = found.replaceFirst(match ->
                "\"Latency\":" + new BigDecimal(match.group(1)).add(millis).toPlainString());
        byte[] changed = slower.getBytes(StandardCharsets.UTF_8);
        next.line(changed, changed.length);
    }
}
