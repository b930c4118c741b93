package dev.slipway.core.release;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 10s}, {@code 1h30m}, {@code 1d}. */
public final class DurationText {

    /** Thirty years in nanoseconds have 18 digits: what {@link #format} writes can be read. */
    private static final Pattern PART = Pattern.compile("(\\d{1,18})(ns|us|ms|s|m|h|d)");

    private static final long SECOND = 1_000_000_000;

    private record Unit(String name, Duration length) {}

    private static final List<Unit> UNITS = List.of(
            new Unit("d", Duration.ofDays(1)),
            new Unit("h", Duration.ofHours(1)),
            new Unit("m", Duration.ofMinutes(1)),
            new Unit("s", Duration.ofSeconds(1)),
            new Unit("ms", Duration.ofMillis(1)),
            new Unit("us", Duration.ofNanos(1000)),
            new Unit("ns", Duration.ofNanos(1)));

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException where the text is none; the message says what is
     */
    public static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            try {
                sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("\"" + text + "\" is longer than any duration", e);
            }
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration; expected for example 10s, 5m or 1h30m");
        }
        return sum;
    }

    /** Writes a duration exactly, in one unit: the largest that divides it. Not for negative ones. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        for (Unit unit : UNITS) {
            long seconds = unit.length().toSeconds();
            if (seconds > 0 && duration.toNanosPart() == 0 && duration.toSeconds() % seconds == 0) {
                return duration.toSeconds() / seconds + unit.name();
            }
            long nanos = unit.length().toNanosPart();
            if (seconds == 0 && duration.toNanosPart() % nanos == 0) {
                return Math.addExact(
                                Math.multiplyExact(duration.toSeconds(), SECOND / nanos),
                                duration.toNanosPart() / nanos)
                        + unit.name();
            }
        }
        throw new IllegalArgumentException(duration + " has no text");
    }

    private static Duration unit(String name) {
        return UNITS.stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow()
                .length();
    }
}
