package dev.slipway.github;

import dev.slipway.core.platform.ReleaseReport;

/** Words of a report, as long and as plain as GitHub wants them. */
final class Texts {

    /** Longest description of a status. */
    private static final int BRIEF = 140;

    private static final String MARKDOWN = "\\`*_{}[]<>#|~@";

    private Texts() {}

    /** The name under which a commit shows it: {@code slipway/prod/digits}. */
    static String context(ReleaseReport report) {
        return "slipway/" + report.stage() + "/" + report.endpoint();
    }

    /** {@code digits-7: rolled-back}. */
    static String title(ReleaseReport report) {
        return report.release() + ": " + report.standing().word();
    }

    /** Cut where it is too long, with a sign that it was; never through the middle of a character. */
    static String brief(String text) {
        if (text.length() <= BRIEF) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(BRIEF - 2)) ? BRIEF - 2 : BRIEF - 1;
        return text.substring(0, end) + "\u2026";
    }

    /** Text that Markdown shows as it is: an alarm's or a person's words make no link and call nobody. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point < 0x80 && MARKDOWN.indexOf(point) >= 0) {
                plain.append('\\');
            }
            plain.appendCodePoint(point);
        });
        return plain.toString();
    }
}
