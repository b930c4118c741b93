package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.core.release.DurationText;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a release is watched. */
final class WatchOptions {

    @Option(
            names = "--at-most",
            paramLabel = "TIME",
            description = "Stop watching after this time, such as 30m, and exit with 4; the release goes on.")
    private @Nullable String atMost;

    @Option(names = "--json", description = "Print each change as one line of JSON.")
    private boolean json;

    /** How long at most; empty for as long as it takes. */
    Optional<Duration> atMost() {
        try {
            return Optional.ofNullable(atMost).map(DurationText::parse);
        } catch (IllegalArgumentException e) {
            throw CommandException.askedWrongly("--at-most: " + e.getMessage());
        }
    }

    boolean json() {
        return json;
    }
}
