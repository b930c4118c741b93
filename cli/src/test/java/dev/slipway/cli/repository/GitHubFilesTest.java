package dev.slipway.cli.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.spec.StagesSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitHubFilesTest {
    private static final GitHubSource SOURCE = new GitHubSource(
            "acme/slipway", "5".repeat(40), "https://example.com/slipway.tar.gz", "a".repeat(64), "models");

    private static final String TWO_STAGES = """
            stages:
              staging: {account: "123456789012", region: eu-west-1, models: [models/digits], auth: iam}
              prod: {account: "123456789012", region: eu-central-1, models: [models/digits], auth: iam}
            """;

    @Test
    void everyFileIsWhollyFilled() {
        assertThat(files(StagesSpec.DEFAULT).values())
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("@[A-Z0-9_]+@"));
        assertThat(files(twoStages()).values())
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("@[A-Z0-9_]+@"));
    }

    @Test
    void workflowsAreCalledAtTheCommitWithTheVersionBesideIt() {
        assertThat(files(twoStages()).get(".github/workflows/model-release.yml"))
                .contains("uses: acme/slipway/.github/workflows/model-release.yml@" + "5".repeat(40) + " # v1.2.3");
    }

    @Test
    void stagesFollowOneAnotherInTheOrderOfTheFileAndAllButTheLastAreWatched() {
        String release = files(twoStages()).getOrDefault(".github/workflows/model-release.yml", "");

        assertThat(release).containsSubsequence("  staging:\n", "watch: 30m", "  prod:\n    needs: staging\n");
        assertThat(release.indexOf("watch:")).isEqualTo(release.lastIndexOf("watch:"));
        assertThat(release).contains("region: eu-central-1", "environment: prod");
    }

    @Test
    void withoutAStageOnAwsTheOneBesideTheRunnerIsReleasedTo() {
        assertThat(files(StagesSpec.DEFAULT).get(".github/workflows/model-release.yml"))
                .contains("  local:\n    permissions:", "home: ${{ vars.SLIPWAY_HOME }}")
                .doesNotContain("role:");
    }

    @Test
    void rolesThatTheInfrastructureMakesAreNamedAndNoVariableIsNeeded() {
        Map<String, String> files = files(StagesSpec.parse("stages.yaml", ("""
                github: {repository: acme/models, owner_id: "1234", repository_id: "5678"}
                """ + TWO_STAGES).getBytes(UTF_8)));

        assertThat(files.get(".github/workflows/model-pr.yml"))
                .contains(
                        "plan-role: arn:aws:iam::123456789012:role/slipway-staging-github-plan", "region: eu-west-1\n");
        assertThat(files.get(".github/workflows/model-release.yml"))
                .contains(
                        "publish-role: arn:aws:iam::123456789012:role/slipway-prod-github-publish",
                        "deploy-role: arn:aws:iam::123456789012:role/slipway-prod-github-deploy",
                        "release-role: arn:aws:iam::123456789012:role/slipway-staging-github-release");
        assertThat(files.get(".github/workflows/rollback.yml"))
                .contains(
                        "region: ${{ fromJSON('{\"staging\":\"eu-west-1\",\"prod\":\"eu-central-1\"}')[inputs.stage] }}")
                .contains(
                        "\"prod\":\"arn:aws:iam::123456789012:role/slipway-prod-github-release\"}')[inputs.stage] }}");
        assertThat(files.values()).allSatisfy(text -> assertThat(text).doesNotContain("vars."));
    }

    @Test
    void rolesThatOthersMadeAreToldByVariables() {
        assertThat(files(twoStages()).values())
                .anySatisfy(text -> assertThat(text).contains("plan-role: ${{ vars.SLIPWAY_PLAN_ROLE }}"))
                .anySatisfy(text -> assertThat(text)
                        .contains(
                                "publish-role: ${{ vars.SLIPWAY_PUBLISH_ROLE }}",
                                "release-role: ${{ vars.SLIPWAY_RELEASE_ROLE }}"));
    }

    private static Map<String, String> files(StagesSpec stages) {
        return GitHubFiles.of(SOURCE, "1.2.3", stages);
    }

    private static StagesSpec twoStages() {
        return StagesSpec.parse("stages.yaml", TWO_STAGES.getBytes(UTF_8));
    }
}
