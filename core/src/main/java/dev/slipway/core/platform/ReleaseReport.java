package dev.slipway.core.platform;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Origin;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * How a release stands, for the people of the commit it comes from.
 *
 * @param stage where it runs, such as {@code prod}
 * @param endpoint the endpoint
 * @param release its id
 * @param digest the package
 * @param origin the commit
 * @param standing where it stands
 * @param text why, in a sentence with the number that decided
 * @param page where there is more to see
 */
public record ReleaseReport(
        String stage,
        ModelName endpoint,
        String release,
        Digest digest,
        Origin origin,
        Standing standing,
        String text,
        Optional<URI> page) {

    private static final long SCHEMA_VERSION = 1;

    /** Where a release stands, as far as a commit is concerned. */
    public enum Standing {
        /** It goes its way. */
        RUNNING,
        /** It needs a person. */
        WAITING,
        /** The candidate is the new stable: good. */
        PROMOTED,
        /** The candidate was taken back: bad. */
        ROLLED_BACK;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where the stage, the release or the text is blank
     */
    public ReleaseReport {
        if (stage.isBlank() || release.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException("a report names its stage, its release, and why it stands as it does");
        }
    }

    /** The report as programs read it. */
    public Json.Fields json() {
        Json.Fields fields = Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("stage", Json.of(stage))
                .with("endpoint", Json.of(endpoint.value()))
                .with("release", Json.of(release))
                .with("digest", Json.of(digest.toString()))
                .with("repository", Json.of(origin.repository()))
                .with("commit", Json.of(origin.commit()))
                .with("standing", Json.of(standing.word()))
                .with("text", Json.of(text));
        if (origin.deployment().isPresent()) {
            fields = fields.with("deployment", Json.of(origin.deployment().getAsLong()));
        }
        return page.isPresent() ? fields.with("page", Json.of(page.get().toString())) : fields;
    }
}
