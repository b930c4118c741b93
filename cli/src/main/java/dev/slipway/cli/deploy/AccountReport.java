package dev.slipway.cli.deploy;

import dev.slipway.aws.AccountFinding;
import dev.slipway.aws.AccountFinding.Outcome;
import dev.slipway.core.json.Json;
import dev.slipway.core.release.Times;
import dev.slipway.core.spec.AwsStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What looks at an account showed, as a page and for programs.
 *
 * @param stage the stage
 * @param at when it was looked at
 * @param findings what was found
 */
record AccountReport(AwsStage stage, Instant at, List<AccountFinding> findings) {

    /** Copies the findings. */
    AccountReport {
        findings = List.copyOf(findings);
    }

    /** Whether all is as it should be, or not there yet. */
    boolean isWell() {
        return findings.stream()
                .noneMatch(finding -> finding.outcome() == Outcome.OTHERWISE || finding.outcome() == Outcome.UNSEEN);
    }

    /** The page, in Markdown. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("# The account of the stage " + stage.name());
        lines.add("");
        lines.add("Account " + stage.account() + ", " + stage.region() + ", looked at on " + Times.format(at) + ": "
                + counts() + ".");
        lines.add("");
        lines.add("| check | outcome | found | expected | what to do |");
        lines.add("|---|---|---|---|---|");
        for (AccountFinding each : findings) {
            lines.add("| " + each.check() + " | " + each.outcome().word() + " | " + cell(each.found()) + " | "
                    + cell(each.expected()) + " | " + cell(each.remedy()) + " |");
        }
        lines.add("");
        lines.add("## The same by AWS's own command");
        for (AccountFinding each : findings) {
            lines.add("");
            lines.add("**" + each.check() + "**: " + each.question());
            lines.add("");
            lines.add("    " + each.command());
        }
        return lines;
    }

    private String counts() {
        return findings.stream()
                .collect(Collectors.groupingBy(AccountFinding::outcome, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(count -> count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining(", "));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    /** For programs. */
    Json.Fields json() {
        return Json.object()
                .with("stage", Json.of(stage.name()))
                .with("account", Json.of(stage.account()))
                .with("region", Json.of(stage.region()))
                .with("at", Json.of(Times.format(at)))
                .with("well", Json.of(isWell()))
                .with(
                        "findings",
                        Json.array(findings.stream().map(AccountFinding::json).toList()));
    }
}
