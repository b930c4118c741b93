package dev.slipway.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.AccountFinding;
import dev.slipway.aws.AccountFinding.Outcome;
import dev.slipway.core.json.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page that says how an account is. */
class AccountReportTest {

    private static final AccountFinding WELL = new AccountFinding(
            "credentials", "Whose?", "aws sts get-caller-identity", Outcome.AS_EXPECTED, "ours", "ours", "");
    private static final AccountFinding LATER =
            new AccountFinding("bucket", "There?", "aws s3api head-bucket", Outcome.NOT_YET, "none", "", "deploy");
    private static final AccountFinding WRONG = new AccountFinding(
            "concurrency", "How many?", "aws lambda get-account-settings", Outcome.OTHERWISE, "10 | 10", "100", "ask");

    private static AccountReport report(AccountFinding... findings) {
        return new AccountReport(
                Situation.prod(Optional.empty()), Instant.parse("2026-11-26T05:00:00Z"), List.of(findings));
    }

    @Test
    void thePageHasALineForEachAndTheSameByAwssOwnCommand() {
        assertThat(report(WELL, LATER, WRONG).lines())
                .containsExactly(
                        "# The account of the stage prod",
                        "",
                        "Account 123456789012, eu-central-1, looked at on 2026-11-26T05:00:00.000Z: 1 as expected, 1"
                                + " otherwise, 1 not yet.",
                        "",
                        "| check | outcome | found | expected | what to do |",
                        "|---|---|---|---|---|",
                        "| credentials | as expected | ours | ours |  |",
                        "| bucket | not yet | none |  | deploy |",
                        "| concurrency | otherwise | 10 \\| 10 | 100 | ask |",
                        "",
                        "## The same by AWS's own command",
                        "",
                        "**credentials**: Whose?",
                        "",
                        "    aws sts get-caller-identity",
                        "",
                        "**bucket**: There?",
                        "",
                        "    aws s3api head-bucket",
                        "",
                        "**concurrency**: How many?",
                        "",
                        "    aws lambda get-account-settings");
    }

    @Test
    void itIsWellWhereNothingIsOtherwiseAndAllThatIsThereWasSeen() {
        assertThat(report(WELL, LATER).isWell()).isTrue();
        assertThat(report(WELL, WRONG).isWell()).isFalse();
        assertThat(JsonText.write(report(WELL).json())).contains("\"well\":true", "\"outcome\":\"as expected\"");
    }
}
