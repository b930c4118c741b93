package dev.slipway.github;

import dev.slipway.core.json.Json;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.Reporter;
import java.util.function.Supplier;

/**
 * The status of a commit, one for each endpoint and stage. GitHub's "Create a commit status": the last one of a context
 * is the one that counts.
 */
record CommitStatus(GitHubApi api, Supplier<String> token) implements Reporter {

    @Override
    public void report(ReleaseReport report) {
        Json.Fields body = Json.object()
                .with("state", Json.of(state(report.standing())))
                .with("context", Json.of(Texts.context(report)))
                .with("description", Json.of(Texts.brief(report.text())));
        if (report.page().isPresent()) {
            body = body.with("target_url", Json.of(report.page().get().toString()));
        }
        api.post(
                "/repos/" + report.origin().repository() + "/statuses/"
                        + report.origin().commit(),
                body,
                token.get());
    }

    private static String state(ReleaseReport.Standing standing) {
        return switch (standing) {
            case RUNNING, WAITING -> "pending";
            case PROMOTED -> "success";
            case ROLLED_BACK -> "failure";
        };
    }
}
