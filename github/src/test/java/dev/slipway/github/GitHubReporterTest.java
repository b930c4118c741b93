package dev.slipway.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Origin;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.ReleaseReport.Standing;
import dev.slipway.core.platform.Reporter;
import dev.slipway.core.platform.kit.ReporterContract;
import dev.slipway.github.FakeGitHub.Answer;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A commit's status and a deployment's, with a narrow token. */
class GitHubReporterTest extends ReporterContract {

    private static final String WHY = "log E 4.68 reached ln(1/alpha) 4.61";

    private final FakeGitHub gitHub = new FakeGitHub();
    private final Reporter reporter = with(gitHub.api(), FakeGitHub.TOKEN);

    private static Reporter with(URI api, String token) {
        return new GitHubReporter(
                new GitHubSettings(api, new GitHubAccess.Token(token)), InstantSource.fixed(Instant.EPOCH));
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    @Override
    protected Reporter reporter() {
        return reporter;
    }

    @Override
    protected Seen seen(String release) {
        JsonReader status = gitHub.status("slipway/prod/digits").orElseThrow();
        Light light = switch (status.text("state")) {
            case "success" -> Light.GREEN;
            case "pending" -> Light.OPEN;
            default -> Light.RED;
        };
        return new Seen(light, status.text("description"));
    }

    @Test
    void theStatusLeadsToThePage() {
        reporter.report(report(RELEASE, Standing.ROLLED_BACK, WHY));

        assertThat(gitHub.status("slipway/prod/digits").orElseThrow().text("target_url"))
                .isEqualTo("https://example.com/releases/digits-7");
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, in_progress", "WAITING, pending", "PROMOTED, success", "ROLLED_BACK, failure"})
    void aDeploymentHasItsOwnStatus(Standing standing, String state) {
        reporter.report(of(new Origin(PUSH.repository(), PUSH.commit(), OptionalLong.of(42)), standing));

        assertThat(gitHub.deploymentStatuses())
                .singleElement()
                .satisfies(status -> assertThat(status.text("state")).isEqualTo(state))
                .satisfies(
                        status -> assertThat(status.optionalText("environment")).isEmpty())
                .satisfies(status -> assertThat(status.text("description")).isEqualTo(WHY));
    }

    @Test
    void aReleaseWithNoDeploymentTouchesNone() {
        reporter.report(report(RELEASE, Standing.PROMOTED, WHY));

        assertThat(gitHub.deploymentStatuses()).isEmpty();
    }

    @Test
    void aTextIsCutBetweenCharacters() {
        assertThat(Texts.brief("x".repeat(138) + "\uD83D\uDEA2 and more")).isEqualTo("x".repeat(138) + "\u2026");
        assertThat(Texts.brief("x".repeat(140))).hasSize(140);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Bad credentials, put a new one in its place",
        "403, Resource not accessible by personal access token, grant it",
        "404, Not Found, does not reach the repository",
    })
    void whatThisTokenMayNotSayIsDeniedWithARemedyAndTakenFromAnother(int status, String message, String remedy) {
        gitHub.answerNext(Answer.of(status, message));

        assertThatThrownBy(() -> reporter.report(report(RELEASE, Standing.PROMOTED, WHY)))
                .isInstanceOf(PlatformException.Denied.class)
                .hasMessageContaining("POST /repos/acme/models/statuses/" + FakeGitHub.COMMIT)
                .hasMessageContaining(message)
                .hasMessageContaining(remedy)
                .hasMessageNotContaining(FakeGitHub.TOKEN);
        assertThatCode(() -> reporter.report(report(RELEASE, Standing.PROMOTED, WHY)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "422, Validation Failed, the commit is not in the repository",
        "301, Moved Permanently, will not take it",
    })
    void whatWillNeverBeTakenIsRefusedWithARemedy(int status, String message, String remedy) {
        gitHub.answerNext(Answer.of(status, message));

        assertThatThrownBy(() -> reporter.report(report(RELEASE, Standing.PROMOTED, WHY)))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining("POST /repos/acme/models/statuses/" + FakeGitHub.COMMIT)
                .hasMessageContaining(message)
                .hasMessageContaining(remedy)
                .hasMessageNotContaining(FakeGitHub.TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "500, '', ''",
        "502, '', ''",
        "429, '', ''",
        "403, retry-after, 60",
        "403, x-ratelimit-remaining, 0",
    })
    void whatMayPassIsTriedAgain(int status, String header, String value) {
        Answer limit = Answer.of(status, "try later");
        gitHub.answerNext(header.isEmpty() ? limit : new Answer(status, limit.body(), Map.of(header, value)));

        assertThatThrownBy(() -> reporter.report(report(RELEASE, Standing.PROMOTED, WHY)))
                .isInstanceOf(PlatformException.Unavailable.class);
        assertThatCode(() -> reporter.report(report(RELEASE, Standing.PROMOTED, WHY)))
                .doesNotThrowAnyException();
    }

    @Test
    void aGitHubThatDoesNotAnswerIsUnavailable() {
        URI gone = gitHub.api();
        gitHub.close();

        assertThatThrownBy(() -> with(gone, FakeGitHub.TOKEN).report(report(RELEASE, Standing.PROMOTED, WHY)))
                .isInstanceOf(PlatformException.Unavailable.class)
                .hasMessageContaining("GitHub does not answer");
    }

    @Test
    void aCommitThatIsNotThereIsRefused() {
        ReleaseReport elsewhere = of(Origin.of("acme/models", "f".repeat(40)), Standing.PROMOTED);

        assertThatThrownBy(() -> reporter.report(elsewhere))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining("No commit found");
    }

    @Test
    void aTokenTravelsOnlyOverHttpsOrWithinThisMachine() {
        GitHubAccess token = new GitHubAccess.Token(FakeGitHub.TOKEN);

        assertThatThrownBy(() -> new GitHubSettings(URI.create("http://github.example.com/api/v3"), token))
                .hasMessageContaining("expected https://");
        assertThat(new GitHubSettings(URI.create("https://github.example.com/api/v3/"), token).api())
                .hasToString("https://github.example.com/api/v3");
        assertThat(token.toString()).doesNotContain(FakeGitHub.TOKEN);
    }

    private static ReleaseReport of(Origin origin, Standing standing) {
        ReleaseReport report = report(RELEASE, standing, WHY);
        return new ReleaseReport(
                report.stage(), report.endpoint(), RELEASE, report.digest(), origin, standing, WHY, report.page());
    }
}
