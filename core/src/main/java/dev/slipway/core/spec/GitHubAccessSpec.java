package dev.slipway.core.spec;

import java.util.List;

/**
 * The repository on GitHub whose workflows may work on the stages.
 *
 * <pre>{@code
 * github:
 *   repository: acme/models      # needed
 *   owner_id: "1234"             # needed: gh api repos/acme/models --jq .owner.id
 *   repository_id: "5678"        # needed: gh api repos/acme/models --jq .id
 *   branch: main                 # whose pushes may publish
 *   provider: arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com
 * }</pre>
 *
 * @param owner the owner's name
 * @param repository the repository's name
 * @param ownerId the owner's number, which no other owner ever gets
 * @param repositoryId the repository's number
 * @param branch the branch whose pushes may publish packages
 * @param providers the ARNs of OIDC providers that are there already, one an account; in other accounts it is made
 */
public record GitHubAccessSpec(
        String owner,
        String repository,
        String ownerId,
        String repositoryId,
        String branch,
        List<Located<String>> providers) {

    /** Copies the providers. */
    public GitHubAccessSpec {
        providers = List.copyOf(providers);
    }

    /**
     * The subjects of a job's token, in both forms that GitHub writes: repositories made after 15 July 2026 are named with
     * their numbers.
     *
     * @param context what the job runs for, such as {@code environment:prod} or {@code pull_request}
     */
    public List<String> subjects(String context) {
        return List.of(
                "repo:" + owner + "/" + repository + ":" + context,
                "repo:" + owner + "@" + ownerId + "/" + repository + "@" + repositoryId + ":" + context);
    }
}
