package dev.slipway.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigateway.CfnAccount;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * Lets the REST APIs of an account and region write logs. The setting is one for all of them, so it stays when the
 * stack goes.
 */
final class LogWriting extends Construct {

    /** What API Gateway asks for before it takes a role (AWS, "Set up CloudWatch logging for REST APIs"). */
    private static final List<String> ACTIONS = List.of(
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:FilterLogEvents",
            "logs:GetLogEvents",
            "logs:PutLogEvents");

    LogWriting(Construct scope, String id) {
        super(scope, id);
        Role role = Role.Builder.create(this, "Role")
                .description("API Gateway: writes the logs of this region's REST APIs")
                .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "Work",
                        PolicyDocument.Builder.create()
                                .statements(List.of(PolicyStatement.Builder.create()
                                        .sid("WriteLogs")
                                        .actions(ACTIONS)
                                        .resources(List.of("*"))
                                        .build()))
                                .build()))
                .build();
        String reason = "API Gateway has one role for all REST APIs of an account and region, whose log groups have any"
                + " name, and refuses one that may do less; only API Gateway can take it";
        new Waiver("AwsSolutions-IAM5", reason).on(role);
        new Waiver("CKV_AWS_111", reason).on(role);
        role.applyRemovalPolicy(RemovalPolicy.RETAIN);
        CfnAccount account = CfnAccount.Builder.create(this, "Account")
                .cloudWatchRoleArn(role.getRoleArn())
                .build();
        account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
}
