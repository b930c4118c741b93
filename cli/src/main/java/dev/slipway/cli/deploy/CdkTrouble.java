package dev.slipway.cli.deploy;

import dev.slipway.core.spec.AwsStage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the CDK's command ends with before it comes to the stack, in our words. */
final class CdkTrouble {

    /** What a shell, and env, end with where there is no such program. */
    private static final int NO_PROGRAM = 127;

    /** AWS CDK CLI, the lock of its output folder. */
    private static final Pattern OTHER =
            Pattern.compile("Other CLIs? \\(PID=([0-9, ]+)\\) |Another CLI \\(PID=([0-9]+)\\) ");

    /** AWS CDK CLI, where the account lacks the bootstrap's bucket or its version. */
    private static final Pattern BOOTSTRAP = Pattern.compile(
            "Is account [0-9]+ bootstrapped\\?|Has the environment been bootstrapped\\?|/cdk-bootstrap/\\S+ not found");

    private CdkTrouble() {}

    /**
     * What it was.
     *
     * @param exit the exit code, not 0
     * @param lines what the command said
     * @return empty where it is something else, which the CDK tells itself
     */
    static Optional<String> of(AwsStage stage, int exit, List<String> lines) {
        if (exit == NO_PROGRAM) {
            return Optional.of("the AWS CDK's command did not start: there is no node in PATH; Node 20 or newer is"
                    + " needed: install it, and run this again");
        }
        for (String line : lines) {
            Matcher other = OTHER.matcher(line);
            if (other.find()) {
                String process = Optional.ofNullable(other.group(1)).orElseGet(() -> other.group(2));
                return Optional.of("another deploy runs from this clone with process " + process
                        + "; wait for its end and run this again");
            }
            if (BOOTSTRAP.matcher(line).find()) {
                return Optional.of("the account " + stage.account() + " is not prepared for the CDK in "
                        + stage.region() + "; do that once and run this again: npx cdk bootstrap aws://"
                        + stage.account() + "/" + stage.region());
            }
        }
        return Optional.empty();
    }
}
