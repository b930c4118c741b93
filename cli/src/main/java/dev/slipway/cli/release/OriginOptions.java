package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.Origin;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The commit a release comes from, which is told how it goes. */
final class OriginOptions {

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            description =
                    "The commit the release comes from: its stage tells it how the release goes. Needs --repository.")
    private @Nullable String commit;

    @Option(names = "--repository", paramLabel = "OWNER/NAME", description = "The commit's repository.")
    private @Nullable String repository;

    @Option(
            names = "--deployment",
            paramLabel = "NUMBER",
            description = "The deployment that the repository's host keeps for it.")
    private @Nullable Long deployment;

    /**
     * A request with the commit in it.
     *
     * @throws CommandException where one of them cannot be one
     */
    Json.Fields with(Json.Fields request) {
        return origin().map(found -> request.with("origin", found.json())).orElse(request);
    }

    private Optional<Origin> origin() {
        if (commit == null && repository == null && deployment == null) {
            return Optional.empty();
        }
        if (commit == null || repository == null) {
            throw CommandException.askedWrongly("--commit and --repository go together; found "
                    + (commit == null ? "no --commit" : "no --repository"));
        }
        try {
            return Optional.of(new Origin(
                    repository, commit, deployment == null ? OptionalLong.empty() : OptionalLong.of(deployment)));
        } catch (IllegalArgumentException e) {
            throw CommandException.askedWrongly(String.valueOf(e.getMessage()));
        }
    }
}
