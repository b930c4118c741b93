package dev.slipway.github;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach GitHub.
 *
 * @param api the address of its REST API: {@code https://api.github.com}, or {@code https://HOST/api/v3} on a server of
 *     one's own; without a slash at its end
 * @param access what opens it
 * @param patience how long one call may take
 */
public record GitHubSettings(URI api, GitHubAccess access, Duration patience) {

    /** GitHub's own address. */
    public static final URI PUBLIC = URI.create("https://api.github.com");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where the address is neither https nor this machine's own
     */
    public GitHubSettings {
        String host = String.valueOf(api.getHost());
        boolean here = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
        if (!"https".equals(api.getScheme()) && !("http".equals(api.getScheme()) && here)) {
            throw new IllegalArgumentException("the address of GitHub's API is " + api
                    + "; expected https://..., for a token travels with each call");
        }
        if (api.toString().endsWith("/")) {
            api = URI.create(api.toString().replaceAll("/+$", ""));
        }
    }

    /** The usual patience. */
    public GitHubSettings(URI api, GitHubAccess access) {
        this(api, access, PATIENCE);
    }
}
