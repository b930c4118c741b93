package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls over time as people write them: {@code 200/s}, {@code 600/m}, {@code 30/h}.
 *
 * @param perMinute calls a minute
 */
public record Rate(double perMinute) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)/([smh])");
    private static final Map<String, Double> MINUTES = Map.of("s", 60.0, "m", 1.0, "h", 1 / 60.0);

    /**
     * Reads one.
     *
     * @throws CommandException where it is none
     */
    public static Rate parse(String option, String text) {
        Matcher found = FORM.matcher(text);
        if (!found.matches()) {
            throw CommandException.askedWrongly(
                    option + ": found \"" + text + "\"; expected calls over time, for example 200/s, 600/m or 30/h");
        }
        return new Rate(Double.parseDouble(found.group(1)) * MINUTES.getOrDefault(found.group(2), 1.0));
    }

    /** Calls a second. */
    public double perSecond() {
        return perMinute / 60;
    }
}
