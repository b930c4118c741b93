package dev.slipway.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the command was called. Messages name it {@code slipway}, and people must be able to type what they read: in a
 * clone that is {@code ./slipway}.
 *
 * @param command what was typed to call it
 */
public record CalledAs(String command) {

    /** Its own name, where it is installed. */
    public static final CalledAs SLIPWAY = new CalledAs("slipway");

    private static final List<String> WORDS = List.of(
            "up",
            "console",
            "serve",
            "init",
            "package",
            "inspect",
            "verify",
            "diff",
            "push",
            "pull",
            "gc",
            "sign",
            "key",
            "release",
            "watch",
            "status",
            "plan",
            "promote",
            "rollback",
            "pause",
            "resume",
            "approve",
            "history",
            "explain",
            "report",
            "drill",
            "rehearse",
            "doctor",
            "deploy",
            "destroy",
            "check-account",
            "dist");

    private static final Pattern NAMED =
            Pattern.compile("(?<![\\w./-])(?:\\./)?slipway(?= (?:" + String.join("|", WORDS) + ")\\b)");

    /** A text in which the command is named as it was called. */
    public String in(String text) {
        return NAMED.matcher(text).replaceAll(Matcher.quoteReplacement(command));
    }
}
