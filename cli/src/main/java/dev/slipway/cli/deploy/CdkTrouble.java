package dev.slipway.cli.deploy;

import dev.slipway.core.spec.AwsStage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the CDK's command ends with before it comes to the stack, in our words. Each wording stands so in the source of
 * the version that {@code infra/package.json} pins.
 */
final class CdkTrouble {

    /** What a shell, and env, end with where there is no such program. */
    private static final int NO_PROGRAM = 127;

    /** The lock of its output folder: who reads it while we would write, or writes it while we would read. */
    private static final Pattern OTHER = Pattern.compile(
            "(?:Other CLIs|Another CLI) \\(PID=([0-9, ]+)\\) (?:are|is) currently (?:reading|synthing)");

    /** The account lacks the bootstrap's version, its bucket, its image repository, or the bucket for a large template. */
    private static final Pattern BOOTSTRAP = Pattern.compile("Has the environment been bootstrapped\\?"
            + "|Is (?:account [0-9]+|this account) bootstrapped\\?"
            + "|Template too large to deploy \\(\"cdk bootstrap\" is required\\)");

    /** The bootstrap is that of an older CDK. */
    private static final Pattern OUTDATED =
            Pattern.compile("requires bootstrap stack version '([0-9]+)', found '([0-9]+)'");

    /** As Node says it, and as the app, which is Java, does. */
    private static final Pattern FULL = Pattern.compile("ENOSPC|EDQUOT|No space left on device|Disk quota exceeded");

    private CdkTrouble() {}

    /**
     * What it was.
     *
     * @param output where it writes templates
     * @param exit the exit code, not 0
     * @param lines what the command said
     * @return empty where it is something else, which the CDK tells itself
     */
    static Optional<String> of(AwsStage stage, Path output, int exit, List<String> lines) {
        if (exit == NO_PROGRAM) {
            return Optional.of("the AWS CDK's command did not start: there is no node in PATH; Node 20 or newer is"
                    + " needed: install it, and run this again");
        }
        for (String line : lines) {
            Matcher other = OTHER.matcher(line);
            if (other.find()) {
                return Optional.of("another deploy runs from this clone with process " + other.group(1)
                        + "; wait for its end and run this again");
            }
            if (BOOTSTRAP.matcher(line).find()) {
                return Optional.of("the account " + stage.account() + " is not prepared for the CDK in "
                        + stage.region() + "; do that once and run this again: " + bootstrap(stage));
            }
            Matcher outdated = OUTDATED.matcher(line);
            if (outdated.find()) {
                return Optional.of("the account " + stage.account() + " is prepared in " + stage.region()
                        + " for an older CDK: found version " + outdated.group(2) + ", expected " + outdated.group(1)
                        + " or newer; do it once more and run this again: " + bootstrap(stage));
            }
            if (FULL.matcher(line).find()) {
                return Optional.of("no room is left on the disk where the CDK writes its templates, " + output
                        + " or the temporary folder; make room and run this again");
            }
        }
        return Optional.empty();
    }

    private static String bootstrap(AwsStage stage) {
        return "npx cdk bootstrap aws://" + stage.account() + "/" + stage.region();
    }
}
