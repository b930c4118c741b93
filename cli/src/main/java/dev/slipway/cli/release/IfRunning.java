package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import java.util.Arrays;
import java.util.Locale;

/** What becomes of a release that is asked for while another one of its endpoint runs. */
enum IfRunning {
    /** It is refused. */
    REFUSE,
    /** It waits for the other's end. */
    WAIT,
    /** The other is rolled back. */
    SUPERSEDE;

    /**
     * Reads what was typed.
     *
     * @throws CommandException where it is none of them
     */
    static IfRunning of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> CommandException.askedWrongly(
                        "--if-running: found \"" + word + "\"; expected refuse, wait or supersede"));
    }
}
