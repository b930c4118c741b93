package dev.slipway.core.model;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Where a release comes from: the commit whose push asked for it, and so the place where its end is told.
 *
 * @param repository {@code owner/name}
 * @param commit the commit's full name: 40 or 64 hexadecimal digits
 * @param deployment the number of the deployment that the repository's host keeps for it, where there is one
 */
public record Origin(String repository, String commit, OptionalLong deployment) {

    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,38}/[A-Za-z0-9._-]{1,100}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where one is not of its form; the message says which form
     */
    public Origin {
        if (!REPOSITORY.matcher(repository).matches() || repository.endsWith("/.") || repository.endsWith("/..")) {
            throw new IllegalArgumentException(
                    "\"" + repository + "\" is not a repository; expected owner/name, such as acme/models");
        }
        if (!COMMIT.matcher(commit).matches()) {
            throw new IllegalArgumentException(
                    "\"" + commit + "\" is not a commit; expected its full name, 40 hexadecimal digits");
        }
        if (deployment.isPresent() && deployment.getAsLong() <= 0) {
            throw new IllegalArgumentException(
                    deployment.getAsLong() + " is not a deployment; expected its number, from 1");
        }
    }

    /** The origin as it is stored and sent. */
    public Json.Fields json() {
        Json.Fields fields =
                Json.object().with("repository", Json.of(repository)).with("commit", Json.of(commit));
        return deployment.isPresent() ? fields.with("deployment", Json.of(deployment.getAsLong())) : fields;
    }

    /**
     * Reads one.
     *
     * @throws dev.slipway.core.json.JsonException where a field is missing
     * @throws IllegalArgumentException where one is not of its form
     */
    public static Origin read(JsonReader reader) {
        return new Origin(
                reader.text("repository"),
                reader.text("commit"),
                reader.optionalNumber("deployment").isPresent()
                        ? OptionalLong.of(reader.whole("deployment"))
                        : OptionalLong.empty());
    }

    /** A commit with no deployment of its own. */
    public static Origin of(String repository, String commit) {
        return new Origin(repository, commit, OptionalLong.empty());
    }
}
