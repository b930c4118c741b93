package dev.slipway.local.stage;

import dev.slipway.core.platform.Trust;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * How a stage that runs elsewhere is looked at.
 *
 * @param name the stage's name
 * @param where where it runs, for people: {@code AWS, eu-central-1, account 123456789012}
 * @param command what was typed, for people who have to type it again
 * @param release Slipway's own version
 * @param trust whose packages may be released
 * @param logs where the logs of versions are, in words: they are not shown here
 * @param proofAtMost how long a version may take to be proven
 * @param clock tells the time
 */
public record RemoteOptions(
        String name,
        String where,
        String command,
        String release,
        Trust trust,
        String logs,
        Duration proofAtMost,
        InstantSource clock) {

    /** Why there is no drill from here. */
    private static final String NO_DRILL = "No drill from here: it needs real calls through the endpoint, and this page"
            + " only asks versions by their own names.";

    /** What cannot be done from here, and why. */
    Map<String, String> cannot() {
        return Map.of("logs", logs, "drill", NO_DRILL);
    }
}
