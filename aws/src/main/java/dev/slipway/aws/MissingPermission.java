package dev.slipway.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Which permission was missing, where AWS says so: {@code User: arn:... is not authorized to perform: lambda:GetAlias on
 * resource: arn:...} (IAM user guide, "Troubleshoot access denied error messages").
 *
 * @param who the ARN of whoever asked
 * @param action what it may not do
 * @param explicit whether a policy denies it in so many words, which no further permission mends
 */
record MissingPermission(String who, String action, boolean explicit) {

    private static final Pattern DENIED =
            Pattern.compile("(?:User: )?(arn:\\S+) is not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)");
    private static final Pattern ROLE = Pattern.compile("arn:[^:]+:sts::([0-9]{12}):assumed-role/([^/]+)/.*");

    static Optional<MissingPermission> of(SdkException e) {
        String text = String.valueOf(e.getMessage());
        Matcher found = DENIED.matcher(text);
        return found.find()
                ? Optional.of(
                        new MissingPermission(found.group(1), found.group(2), text.contains("with an explicit deny")))
                : Optional.empty();
    }

    /** What to do about it. */
    String remedy() {
        return explicit
                ? "a policy denies " + action + " to " + name() + " in so many words: find it among its"
                        + " policies, its boundary and the organisation's"
                : name() + " lacks " + action + ": let a policy of it allow that (docs/aws.md says who needs what), or"
                        + " use other credentials (aws sts get-caller-identity says whose these are)";
    }

    private String name() {
        Matcher role = ROLE.matcher(who);
        return role.matches() ? "the role " + role.group(2) + " of the account " + role.group(1) : who;
    }
}
