package dev.slipway.cli.docs;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a document shows as an answer: {@code ...} stands for what varies, be it a part of a line or several lines. */
record Shown(String text) {

    private static final String VARIES = "...";

    /** Whether {@code answer} is what is shown. Blanks at the ends of lines, and empty lines at the end, do not count. */
    boolean fits(String answer) {
        var pattern = Arrays.stream(plain(text).split(Pattern.quote(VARIES), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*?"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(plain(answer)).matches();
    }

    private static String plain(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }
}
