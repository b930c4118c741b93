package dev.slipway.cli.repository;

import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.GitHubRole;
import dev.slipway.core.spec.StagesSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The files of a user's repository that call Slipway's workflows: decided here, written by {@link GitHubInit}. */
final class GitHubFiles {

    private static final String LOCAL = "local";

    /** Each stage on AWS in an environment of its own, with its roles. */
    private static final String ON_AWS = """
                  environment: @STAGE@
                  region: @REGION@
                  publish-role: @PUBLISH_ROLE@
                  deploy-role: @DEPLOY_ROLE@
                  release-role: @RELEASE_ROLE@
                  attest: true
            """;

    /** A stage beside the runner, which is one of the user's own. */
    private static final String HERE = """
                  home: ${{ vars.SLIPWAY_HOME }}
                  store: ${{ vars.SLIPWAY_STORE }}
                  runner: ${{ vars.SLIPWAY_RUNNER || 'self-hosted' }}
            """;

    /** What a release before another stage's waits for. */
    private static final String WATCH = "      watch: 30m\n";

    private static final String AWS_ROLLBACK = """
                  region: @REGIONS@
                  environment: ${{ inputs.stage }}
                  release-role: @RELEASE_ROLES@
            """;

    private static final String HERE_ROLLBACK = """
                  home: ${{ vars.SLIPWAY_HOME }}
                  runner: ${{ vars.SLIPWAY_RUNNER || 'self-hosted' }}
            """;

    private final GitHubSource source;
    private final String version;
    private final List<AwsStage> stages;
    private final WorkflowRoles roles;

    private GitHubFiles(GitHubSource source, String version, StagesSpec stages) {
        this.source = source;
        this.version = version;
        this.stages = stages.aws();
        this.roles = new WorkflowRoles(stages);
    }

    /**
     * The files by their paths in the repository.
     *
     * @param version Slipway's version, told beside the commit
     * @param stages the user's stages; without one on AWS, the local one is released to
     */
    static Map<String, String> of(GitHubSource source, String version, StagesSpec stages) {
        return new GitHubFiles(source, version, stages).files();
    }

    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                ".github/workflows/model-pr.yml",
                filled("model-pr.yml", first())
                        .replace("@PLAN_ROLE@", roles.first(GitHubRole.PLAN))
                        .replace("@REGION@", roles.firstRegion()));
        files.put(".github/workflows/model-release.yml", release());
        files.put(
                ".github/workflows/rollback.yml",
                filled("rollback.yml", first())
                        .replace("@STAGES@", names())
                        .replace("@MORE@\n", stages.isEmpty() ? HERE_ROLLBACK : AWS_ROLLBACK)
                        .replace("@REGIONS@", roles.regionOfInput())
                        .replace("@RELEASE_ROLES@", roles.ofInput(GitHubRole.RELEASE)));
        files.put(".github/dependabot.yml", template("dependabot.yml"));
        files.put("cdk.json", template("cdk.json"));
        return files;
    }

    private String first() {
        return stages.isEmpty() ? LOCAL : stages.getFirst().name();
    }

    private String names() {
        return stages.isEmpty() ? LOCAL : stages.stream().map(AwsStage::name).collect(Collectors.joining(", "));
    }

    private String release() {
        StringBuilder text = new StringBuilder(filled("model-release.yml", first()));
        if (stages.isEmpty()) {
            return text.append(stage(LOCAL, "", HERE)).toString();
        }
        String before = "";
        for (AwsStage stage : stages) {
            boolean last = stage.equals(stages.getLast());
            String more = ON_AWS.replace("@STAGE@", stage.name())
                    .replace("@REGION@", stage.region())
                    .replace("@PUBLISH_ROLE@", roles.of(stage, GitHubRole.PUBLISH))
                    .replace("@DEPLOY_ROLE@", roles.of(stage, GitHubRole.DEPLOY))
                    .replace("@RELEASE_ROLE@", roles.of(stage, GitHubRole.RELEASE));
            text.append(stage(stage.name(), before, last ? more : more + WATCH));
            before = stage.name();
        }
        return text.toString();
    }

    private String stage(String name, String before, String more) {
        return filled("model-release-stage.yml", name)
                .replace("@NEEDS@", before.isEmpty() ? "" : "needs: " + before + "\n    ")
                .replace("@MORE@\n", more);
    }

    private String filled(String name, String stage) {
        return template(name)
                .replace("@WORKFLOWS@", source.repository())
                .replace("@COMMIT@", source.commit())
                .replace("@VERSION@", "v" + version)
                .replace("@DIST@", source.dist())
                .replace("@SHA256@", source.sha256())
                .replace("@UNDER@", source.under())
                .replace("@STAGE@", stage);
    }

    private static String template(String name) {
        try (InputStream in = GitHubFiles.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
