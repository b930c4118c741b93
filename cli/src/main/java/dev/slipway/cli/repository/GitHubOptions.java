package dev.slipway.cli.repository;

import dev.slipway.cli.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code init --github} must be told. It makes up nothing: where Slipway comes from is for the user to decide. */
public final class GitHubOptions {

    private static final Pattern WORKFLOWS =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100})@([0-9a-f]{40})");
    private static final Pattern DIST = Pattern.compile("(https|file)://[A-Za-z0-9._~/%:@!$&'()*+,;=-]+");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern UNDER = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");

    @Option(
            names = "--github",
            description = "Write the workflows for GitHub into this repository, and no model folder.")
    private boolean github;

    @Option(
            names = "--workflows",
            paramLabel = "OWNER/NAME@COMMIT",
            description = "With --github: the repository that Slipway's workflows are called in, and the commit.")
    private @Nullable String workflows;

    @Option(names = "--dist", paramLabel = "URL", description = "With --github: where the distribution is.")
    private @Nullable String dist;

    @Option(names = "--sha256", paramLabel = "HEX", description = "With --github: the distribution's SHA-256.")
    private @Nullable String sha256;

    @Option(
            names = "--under",
            paramLabel = "DIR",
            description = "With --github: the folder of models. Default: models.")
    private @Nullable String under;

    /** Whether it is asked for. */
    public boolean asked() {
        return github;
    }

    /**
     * Sees that none of these was given for a model folder.
     *
     * @throws CommandException where one was
     */
    public void refuseAlone() {
        if (workflows != null || dist != null || sha256 != null || under != null) {
            throw CommandException.askedWrongly("--workflows, --dist, --sha256 and --under go with --github");
        }
    }

    /**
     * What was told.
     *
     * @throws CommandException with all that is missing or wrong
     */
    GitHubSource source() {
        List<String> wrong = new ArrayList<>();
        Matcher where = check(WORKFLOWS, "--workflows", workflows, "OWNER/NAME@COMMIT, the commit in full", wrong);
        check(DIST, "--dist", dist, "an https address of what slipway dist made", wrong);
        check(SHA256, "--sha256", sha256, "its SHA-256, as slipway dist prints it", wrong);
        String folder = under == null ? "models" : under;
        check(UNDER, "--under", folder, "a folder such as models", wrong);
        if (!wrong.isEmpty()) {
            throw CommandException.askedWrongly(String.join("\n", wrong));
        }
        return new GitHubSource(where.group(1), where.group(2), String.valueOf(dist), String.valueOf(sha256), folder);
    }

    private static Matcher check(
            Pattern pattern, String option, @Nullable String value, String expected, List<String> wrong) {
        Matcher matcher = pattern.matcher(value == null ? "" : value);
        if (!matcher.matches()) {
            wrong.add(
                    option + ": found " + (value == null ? "nothing" : "\"" + value + "\"") + "; expected " + expected);
        }
        return matcher;
    }
}
