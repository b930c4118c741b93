package dev.slipway.core.spec;

import java.net.URI;
import java.util.Optional;

/**
 * How the commits that releases come from are told on GitHub.
 *
 * <pre>{@code
 * report:
 *   github:
 *     secret: slipway/github           # needed
 *     api: https://api.github.com      # another for a server of one's own
 *     page: https://ml.example.com/releases/{release}
 * }</pre>
 *
 * @param secret where the token or the App's key is: on AWS the name or ARN of a secret in Secrets Manager, on the local
 *     stage a file, relative to {@code stages.yaml}
 * @param api the address of GitHub's REST API
 * @param page where there is more to see of a release, with {@value #RELEASE} in the place of its id; the stage's own
 *     where left out
 */
public record GitHubSpec(Located<String> secret, URI api, Optional<String> page) {

    /** GitHub's own address. */
    public static final URI PUBLIC = URI.create("https://api.github.com");

    /** What stands for a release's id in {@code page}. */
    public static final String RELEASE = "{release}";

    /** The page of a release, where one is named. */
    public Optional<URI> page(String release) {
        return page.map(address -> URI.create(address.replace(RELEASE, release)));
    }
}
