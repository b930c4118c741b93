package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;

/**
 * Where in a network a function runs.
 *
 * @param subnets its subnets' ids
 * @param groups its security groups' ids
 */
record Placement(List<String> subnets, List<String> groups) {

    /** What Lambda does on the function's behalf (AWS, "Giving Lambda functions access to resources in a VPC"). */
    private static final List<String> INTERFACES = List.of(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses");

    /** Copies the ids. */
    Placement {
        subnets = List.copyOf(subnets);
        groups = List.copyOf(groups);
    }

    /** Puts a function there. */
    void put(Function function) {
        if (function.getNode().getDefaultChild() instanceof CfnFunction plain) {
            plain.setVpcConfig(CfnFunction.VpcConfigProperty.builder()
                    .subnetIds(subnets)
                    .securityGroupIds(groups)
                    .build());
        }
    }

    /** Lambda may work on network interfaces with the function's role, and the function's own code may not. */
    List<PolicyStatement> statements(StageNames names, String function) {
        return List.of(
                PolicyStatement.Builder.create()
                        .sid("LetLambdaConnect")
                        .actions(INTERFACES)
                        .resources(List.of("*"))
                        .build(),
                PolicyStatement.Builder.create()
                        .sid("NotTheFunctionItself")
                        .effect(Effect.DENY)
                        .actions(INTERFACES)
                        .resources(List.of("*"))
                        .conditions(Map.of(
                                "ArnEquals",
                                Map.of(
                                        "lambda:SourceFunctionArn",
                                        "arn:aws:lambda:" + names.region() + ":" + names.account() + ":function:"
                                                + function)))
                        .build());
    }
}
