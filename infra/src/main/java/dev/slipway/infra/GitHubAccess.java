package dev.slipway.infra;

import dev.slipway.core.spec.GitHubAccessSpec;
import dev.slipway.core.spec.GitHubRole;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.StageNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.OidcProviderNative;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.WebIdentityPrincipal;
import software.constructs.Construct;

/**
 * What workflows of one repository on GitHub may do in an account: four roles for each stage there, and the provider by
 * which AWS knows GitHub's tokens. No secret is kept anywhere; a role is lent for an hour at most. Workflows deploy the
 * other stacks; this one is an administrator's.
 */
public final class GitHubAccess extends Stack {

    private static final String GITHUB = "token.actions.githubusercontent.com";
    private static final String AUDIENCE = "sts.amazonaws.com";

    private final GitHubAccessSpec spec;

    /** Writes down one account's roles. */
    GitHubAccess(Construct scope, GitHubAccessSpec spec, List<StagePlan> stages) {
        super(scope, StageNames.gitHubStack(stages.getFirst().stage().account()), props(spec, stages.getFirst()));
        this.spec = spec;
        String provider = provider(stages.getFirst().stage().account());
        for (StagePlan stage : stages) {
            Optional<IManagedPolicy> boundary = boundary(stage);
            for (GitHubRole role : GitHubRole.values()) {
                role(provider, stage, role, boundary);
            }
        }
    }

    /** Writes down the roles of every account, where {@code stages.yaml} names a repository. */
    static void compose(Construct scope, List<StagePlan> plans) {
        Map<String, List<StagePlan>> accounts = new LinkedHashMap<>();
        for (StagePlan plan : plans) {
            accounts.computeIfAbsent(plan.stage().account(), _ -> new ArrayList<>())
                    .add(plan);
        }
        plans.stream()
                .flatMap(plan -> plan.github().stream())
                .findFirst()
                .ifPresent(spec -> accounts.values().forEach(stages -> new GitHubAccess(scope, spec, stages)));
    }

    private static StackProps props(GitHubAccessSpec spec, StagePlan first) {
        return StackProps.builder()
                .description("Slipway: what workflows of " + spec.owner() + "/" + spec.repository() + " may do here")
                .env(Environment.builder()
                        .account(first.stage().account())
                        .region(first.stage().region())
                        .build())
                .build();
    }

    /** The one that is there, else one that is made; an account has one for each address. */
    private String provider(String account) {
        return spec.providers().stream()
                .map(Located::value)
                .filter(arn -> arn.split(":", -1)[4].equals(account))
                .findFirst()
                .orElseGet(() -> OidcProviderNative.Builder.create(this, "Provider")
                        .url("https://" + GITHUB)
                        .clientIds(List.of(AUDIENCE))
                        .build()
                        .getOidcProviderArn());
    }

    private void role(String provider, StagePlan plan, GitHubRole role, Optional<IManagedPolicy> boundary) {
        StageNames names = plan.names();
        GitHubStatements statements = new GitHubStatements(plan);
        Role made = Role.Builder.create(this, names.stage() + "-" + role.word())
                .roleName(names.role(role))
                .description("Slipway, stage " + names.stage() + ": " + statements.about(role))
                .assumedBy(new WebIdentityPrincipal(provider, conditions(provider, names, role)))
                .maxSessionDuration(Duration.hours(1))
                .permissionsBoundary(boundary.orElse(null))
                .inlinePolicies(Map.of(
                        "Work",
                        PolicyDocument.Builder.create()
                                .statements(statements.of(role))
                                .build()))
                .build();
        if (role != GitHubRole.DEPLOY) {
            new Waiver(
                            "AwsSolutions-IAM5",
                            "each wildcard ends a name of this stage's own: its stacks, its functions, the keys below a"
                                    + " prefix of its bucket; where there is none narrower (metrics, a key that only its alias"
                                    + " names) the actions only read, or conditions name the bucket or the alias")
                    .on(made);
        }
        CfnOutput.Builder.create(this, names.stage() + "-" + role.word() + "-arn")
                .description(role.variable() + " of the stage " + names.stage())
                .value(made.getRoleArn())
                .build();
    }

    private Optional<IManagedPolicy> boundary(StagePlan plan) {
        return plan.stage()
                .setup()
                .boundary()
                .map(policy -> ManagedPolicy.fromManagedPolicyArn(
                        this,
                        "Boundary-" + plan.stage().name(),
                        "arn:aws:iam::" + plan.stage().account() + ":policy/" + policy));
    }

    /** Whose tokens are taken: this repository's by its number, in either form of its name, and for one context alone. */
    private Map<String, Object> conditions(String provider, StageNames names, GitHubRole role) {
        String issuer = provider.contains("oidc-provider/")
                ? provider.substring(provider.indexOf("oidc-provider/") + "oidc-provider/".length())
                : GITHUB;
        String context = switch (role) {
            case PLAN -> "pull_request";
            case PUBLISH -> "ref:refs/heads/" + spec.branch();
            case DEPLOY, RELEASE -> "environment:" + names.stage();
        };
        Map<String, Object> equal = new TreeMap<>();
        equal.put(issuer + ":aud", AUDIENCE);
        equal.put(issuer + ":sub", spec.subjects(context));
        equal.put(issuer + ":repository_id", spec.repositoryId());
        return Map.of("StringEquals", equal);
    }
}
