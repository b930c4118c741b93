package dev.slipway.cli.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.spec.StagesSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GitHubFilesTest {
    private static final GitHubSource SOURCE = new GitHubSource(
            "acme/slipway", "5".repeat(40), "https://example.com/slipway.tar.gz", "a".repeat(64), "models");

    @Test
    void everyFileIsWhollyFilled() {
        assertThat(files(StagesSpec.DEFAULT).values())
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("@[A-Z0-9]+@"));
        assertThat(files(twoStages()).values())
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("@[A-Z0-9]+@"));
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

    private static Map<String, String> files(StagesSpec stages) {
        return GitHubFiles.of(SOURCE, "1.2.3", stages);
    }

    private static StagesSpec twoStages() {
        return StagesSpec.parse("stages.yaml", """
                stages:
                  staging: {account: "123456789012", region: eu-west-1, models: [models/digits], auth: iam}
                  prod: {account: "123456789012", region: eu-central-1, models: [models/digits], auth: iam}
                """.getBytes(UTF_8));
    }
}
