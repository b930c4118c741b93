package dev.slipway.cli.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that a document tells people to type.
 *
 * @param place where it stands
 * @param text what is typed; several lines where they belong together
 * @param shown what the document shows as the answer, where it shows one
 */
record Command(String place, String text, Optional<String> shown) {

    private static final String PROMPT = "$ ";
    private static final String MORE = "> ";

    /**
     * A block's commands. A block of {@code sh} is one script; in one of {@code console}, a line after a prompt is a
     * command, lines after {@code >} go on with it, and the others are its answer.
     */
    static List<Command> of(Block block) {
        return block.language().equals("sh")
                ? List.of(new Command(block.place(), String.join("\n", block.lines()), Optional.empty()))
                : console(block);
    }

    private static List<Command> console(Block block) {
        var commands = new ArrayList<Command>();
        var typed = new ArrayList<String>();
        var shown = new ArrayList<String>();
        for (String line : block.lines()) {
            if (line.startsWith(PROMPT)) {
                finish(block, typed, shown).ifPresent(commands::add);
                typed.clear();
                shown.clear();
                typed.add(line.substring(PROMPT.length()));
            } else if (typed.isEmpty()) {
                throw new IllegalArgumentException(
                        block.place() + ": a console block begins with \"$ \" and a command");
            } else if (shown.isEmpty() && (line.startsWith(MORE) || line.equals(MORE.strip()))) {
                typed.add(line.substring(Math.min(MORE.length(), line.length())));
            } else {
                shown.add(line);
            }
        }
        finish(block, typed, shown).ifPresent(commands::add);
        return commands;
    }

    private static Optional<Command> finish(Block block, List<String> typed, List<String> shown) {
        return typed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Command(block.place(), String.join("\n", typed), Optional.of(String.join("\n", shown))));
    }

    /** Whether it runs until somebody stops it. */
    boolean staysUp() {
        return text.startsWith("./slipway up");
    }

    /** Whether it looks at how the one before ended, which then may have failed. */
    boolean asksForExitCode() {
        return text.equals("echo $?");
    }
}
