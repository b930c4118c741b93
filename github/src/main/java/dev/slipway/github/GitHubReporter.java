package dev.slipway.github;

import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.Reporter;
import java.time.InstantSource;

/**
 * Tells a commit how its release goes. With a token: a commit status, and the status of the deployment where the release
 * has one. With an App: a check in place of the commit status, which has room for all of the text.
 */
public final class GitHubReporter implements Reporter {

    private final Reporter commit;
    private final Reporter deployment;

    /**
     * A reporter.
     *
     * @param settings how to reach GitHub
     * @param clock tells when a token is too old
     */
    public GitHubReporter(GitHubSettings settings, InstantSource clock) {
        GitHubApi api = new GitHubApi(settings.api(), settings.patience());
        switch (settings.access()) {
            case GitHubAccess.Token(String token) -> {
                this.commit = new CommitStatus(api, () -> token);
                this.deployment = new DeploymentStatus(api, () -> token);
            }
            case GitHubAccess.App app -> {
                AppTokens tokens = new AppTokens(app, clock);
                this.commit = new ReleaseCheck(api, () -> tokens.token(api));
                this.deployment = new DeploymentStatus(api, () -> tokens.token(api));
            }
        }
    }

    @Override
    public void report(ReleaseReport report) {
        commit.report(report);
        deployment.report(report);
    }
}
