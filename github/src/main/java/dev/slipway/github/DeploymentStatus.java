package dev.slipway.github;

import dev.slipway.core.json.Json;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.Reporter;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The status of the deployment that a release has, where it has one; in the environment that the deployment was made for,
 * whose other deployments it makes inactive. GitHub's "Create a deployment status".
 */
record DeploymentStatus(GitHubApi api, Supplier<String> token) implements Reporter {

    @Override
    public void report(ReleaseReport report) {
        OptionalLong deployment = report.origin().deployment();
        if (deployment.isEmpty()) {
            return;
        }
        Json.Fields body = Json.object()
                .with("state", Json.of(state(report.standing())))
                .with("description", Json.of(Texts.brief(report.text())))
                .with("auto_inactive", Json.of(true));
        if (report.page().isPresent()) {
            body = body.with("log_url", Json.of(report.page().get().toString()));
        }
        api.post(
                "/repos/" + report.origin().repository() + "/deployments/" + deployment.getAsLong() + "/statuses",
                body,
                token.get());
    }

    private static String state(ReleaseReport.Standing standing) {
        return switch (standing) {
            case RUNNING -> "in_progress";
            case WAITING -> "pending";
            case PROMOTED -> "success";
            case ROLLED_BACK -> "failure";
        };
    }
}
