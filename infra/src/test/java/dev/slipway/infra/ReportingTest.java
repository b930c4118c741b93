package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the controller gets to tell commits with, and that nobody else does. */
class ReportingTest {

    private static final String PLATFORM = "SlipwayPlatform-prod";

    @Test
    void theControllerKnowsWhereToTellAndMayReadThatSecretAlone(@TempDir Path scratch) {
        String template = Synth.of(scratch, "reporting.yaml", "one").template(PLATFORM);

        assertThat(template)
                .contains("\"SLIPWAY_GITHUB_API\": \"https://api.github.com\"")
                .contains("\"SLIPWAY_GITHUB_SECRET\": \"slipway/github\"")
                .contains("\"SLIPWAY_GITHUB_PAGE\": \"https://ml.example.com/{release}\"")
                .contains(":123456789012:secret:slipway/github-??????\"")
                .containsOnlyOnce("secretsmanager:GetSecretValue");
    }

    @Test
    void aStageThatTellsNobodyMayReadNoSecret(@TempDir Path scratch) {
        assertThat(Synth.of(scratch, "stages.yaml", "one").template(PLATFORM))
                .doesNotContain("SLIPWAY_GITHUB")
                .doesNotContain("secretsmanager");
    }
}
