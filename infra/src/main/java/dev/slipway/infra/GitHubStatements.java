package dev.slipway.infra;

import dev.slipway.core.spec.GitHubRole;
import dev.slipway.core.spec.StageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What each role of workflows on GitHub may do, and no more. */
final class GitHubStatements {

    /** What {@code cdk bootstrap} calls its roles by, where nobody names another. */
    private static final String QUALIFIER = "hnb659fds";

    private final StagePlan plan;
    private final StageNames names;
    private final Statements statements;

    GitHubStatements(StagePlan plan) {
        this.plan = plan;
        this.names = plan.names();
        this.statements =
                new Statements(names, Store.named(names, plan.stage().bucket().isPresent()));
    }

    /** In a few words, for the role's description. */
    String about(GitHubRole role) {
        return switch (role) {
            case PLAN -> "pull requests read what is deployed";
            case PUBLISH -> "pushes put packages and delete nothing";
            case DEPLOY -> "deploys the stacks, through the roles of the CDK";
            case RELEASE -> "starts, reads and steers releases";
        };
    }

    /** All of it. */
    List<PolicyStatement> of(GitHubRole role) {
        return switch (role) {
            case PLAN -> plan();
            case PUBLISH -> publish();
            case DEPLOY -> List.of(Statements.allow("TakeRolesOfTheCdk", List.of("sts:AssumeRole"), cdkRoles()));
            case RELEASE -> release();
        };
    }

    /**
     * The templates of the stage's own stacks. Not the CDK's lookup role, which reads all that is in the account: the CDK
     * goes on with this role where it may not take that one.
     */
    private List<PolicyStatement> plan() {
        return List.of(
                Statements.allow(
                        "ReadStacks",
                        List.of(
                                "cloudformation:DescribeStacks",
                                "cloudformation:GetTemplate",
                                "cloudformation:ListStackResources"),
                        Stream.of(names.platformStack(), "SlipwayModel-" + names.stage() + "-*", "CDKToolkit")
                                .map(stack -> "arn:aws:cloudformation:" + names.region() + ":" + names.account()
                                        + ":stack/" + stack + "/*")
                                .toList()),
                Statements.allow(
                        "ReadVersionOfTheCdk",
                        List.of("ssm:GetParameter"),
                        List.of("arn:aws:ssm:" + names.region() + ":" + names.account() + ":parameter/cdk-bootstrap/"
                                + QUALIFIER + "/version")));
    }

    private List<PolicyStatement> publish() {
        List<PolicyStatement> may = new ArrayList<>(statements.putPackages());
        if (plan.stage().signing().kms()) {
            may.add(PolicyStatement.Builder.create()
                    .sid("SignPackages")
                    .actions(List.of("kms:GetPublicKey", "kms:Sign"))
                    .resources(List.of(keys(names)))
                    .conditions(
                            Map.of("ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", names.signingKeyAlias())))
                    .build());
        }
        return may;
    }

    /** What the controller may, but for moving traffic: that is the controller's alone. */
    private List<PolicyStatement> release() {
        List<PolicyStatement> may = new ArrayList<>(statements.runReleases());
        may.addAll(statements.workVersions());
        may.add(Statements.lookAtVersions(names));
        may.add(statements.readMetrics());
        return may;
    }

    private List<String> cdkRoles() {
        return Stream.of("deploy-role", "file-publishing-role", "image-publishing-role", "lookup-role")
                .map(role -> "arn:aws:iam::" + names.account() + ":role/cdk-" + QUALIFIER + "-" + role + "-"
                        + names.account() + "-" + names.region())
                .toList();
    }

    static String keys(StageNames names) {
        return "arn:aws:kms:" + names.region() + ":" + names.account() + ":key/*";
    }
}
