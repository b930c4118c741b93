package dev.slipway.github;

import dev.slipway.core.platform.PlatformException;
import java.net.http.HttpHeaders;

/**
 * What a refusal of GitHub means: try again later, with other credentials, or never. GitHub's "Troubleshooting the REST API" and "Rate limits for
 * the REST API": a limit answers 403 or 429, and says so in a header or in words; a repository that a token may not see
 * answers 404.
 */
final class GitHubFault {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;

    private GitHubFault() {}

    static PlatformException of(String what, int status, HttpHeaders headers, String message) {
        String told = "GitHub answered " + status + " to " + what + ": " + message;
        if (status == TOO_MANY || status >= SERVER_FAULT || (status == FORBIDDEN && isLimit(headers, message))) {
            return new PlatformException.Unavailable(told);
        }
        return switch (status) {
            case UNAUTHORIZED ->
                new PlatformException.Denied(
                        told + "; the token or the App's key is not valid any more: put a new one in its place");
            case FORBIDDEN ->
                new PlatformException.Denied(
                        told
                                + "; it may not do this: grant it \"Commit statuses\" and \"Deployments\" to write, an App \"Checks\" too");
            case NOT_FOUND ->
                new PlatformException.Denied(told
                        + "; there is no such deployment, or the token does not reach the repository: grant it access");
            case UNPROCESSABLE ->
                new PlatformException.Refused(
                        told + "; the commit is not in the repository, or has too many statuses (1,000 of a context)");
            default -> new PlatformException.Refused(told + "; GitHub will not take it");
        };
    }

    private static boolean isLimit(HttpHeaders headers, String message) {
        return headers.firstValue("retry-after").isPresent()
                || headers.firstValue("x-ratelimit-remaining")
                        .filter("0"::equals)
                        .isPresent()
                || message.contains("rate limit");
    }
}
