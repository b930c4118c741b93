package dev.slipway.github;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.Reporter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A check on the commit, one a release: it is found again by the release's id, so that telling twice makes one check.
 * GitHub's "Create a check run", "Update a check run" and "List check runs for a Git reference".
 */
record ReleaseCheck(GitHubApi api, Supplier<String> token) implements Reporter {

    @Override
    public void report(ReleaseReport report) {
        String secret = token.get();
        String checks = "/repos/" + report.origin().repository() + "/check-runs";
        Optional<Long> before = find(report, secret);
        if (before.isPresent()) {
            api.patch(checks + "/" + before.get(), body(report), secret);
        } else {
            api.post(
                    checks,
                    body(report).with("head_sha", Json.of(report.origin().commit())),
                    secret);
        }
    }

    private Optional<Long> find(ReleaseReport report, String secret) {
        String name = URLEncoder.encode(Texts.context(report), StandardCharsets.UTF_8);
        return api
                .get(
                        "/repos/" + report.origin().repository() + "/commits/"
                                + report.origin().commit() + "/check-runs?filter=all&per_page=100&check_name=" + name,
                        secret)
                .children("check_runs")
                .stream()
                .filter(check -> check.optionalText("external_id")
                        .filter(report.release()::equals)
                        .isPresent())
                .map((JsonReader check) -> check.whole("id"))
                .findFirst();
    }

    private static Json.Fields body(ReleaseReport report) {
        Json.Fields body = Json.object()
                .with("name", Json.of(Texts.context(report)))
                .with("external_id", Json.of(report.release()))
                .with(
                        "output",
                        Json.object()
                                .with("title", Json.of(Texts.title(report)))
                                .with("summary", Json.of(Texts.plain(report.text()))));
        if (report.page().isPresent()) {
            body = body.with("details_url", Json.of(report.page().get().toString()));
        }
        return switch (report.standing()) {
            case RUNNING, WAITING -> body.with("status", Json.of("in_progress"));
            case PROMOTED -> body.with("status", Json.of("completed")).with("conclusion", Json.of("success"));
            case ROLLED_BACK -> body.with("status", Json.of("completed")).with("conclusion", Json.of("failure"));
        };
    }
}
