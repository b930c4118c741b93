package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asks, and why: kept in the record. */
final class ReleaseOptions {

    @Option(names = "--by", paramLabel = "NAME", description = "Who asks. Default: the user who runs the command.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept in the record.")
    private String reason = "";

    /** The fields of a request that say who and why. */
    Json.Fields request(Surroundings in) {
        return Json.object()
                .with("by", Json.of(by == null || by.isBlank() ? in.user() : by))
                .with("reason", Json.of(reason));
    }
}
