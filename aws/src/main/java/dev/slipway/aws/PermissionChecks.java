package dev.slipway.aws;

import dev.slipway.aws.AccountCheck.Seen;
import dev.slipway.core.spec.StageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** Whether whoever asks may do what the commands do, by IAM's own simulation: nothing is done for it. */
final class PermissionChecks {

    private static final Pattern ASSUMED = Pattern.compile("arn:[^:]+:sts::[0-9]{12}:assumed-role/([^/]+)/.*");

    private final AwsClients clients;
    private final StageNames names;

    PermissionChecks(AwsClients clients, StageNames names) {
        this.clients = clients;
        this.names = names;
    }

    List<AccountCheck> all() {
        return List.of(
                simulated(
                        "may-release",
                        "May these credentials run releases?",
                        Map.of(
                                functions() + ":*",
                                List.of(
                                        "lambda:GetAlias",
                                        "lambda:UpdateAlias",
                                        "lambda:GetFunctionConfiguration",
                                        "lambda:InvokeFunction"),
                                functions(),
                                List.of("lambda:ListVersionsByFunction", "lambda:PublishVersion"),
                                objects(StageNames.RELEASES),
                                List.of("s3:GetObject", "s3:PutObject"),
                                objects(StageNames.PACKAGES),
                                List.of("s3:GetObject"),
                                "*",
                                List.of("cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"))),
                simulated(
                        "may-push",
                        "May they put packages?",
                        Map.of(
                                objects(StageNames.PACKAGES),
                                List.of("s3:GetObject", "s3:PutObject"),
                                bucket(),
                                List.of("s3:ListBucket"))),
                simulated(
                        "may-deploy",
                        "May they deploy stacks? The CDK's own roles do the work.",
                        Map.of(
                                "arn:aws:iam::" + names.account() + ":role/cdk-hnb659fds-deploy-role-" + names.account()
                                        + "-" + names.region(),
                                List.of("sts:AssumeRole"),
                                "arn:aws:iam::" + names.account() + ":role/cdk-hnb659fds-file-publishing-role-"
                                        + names.account() + "-" + names.region(),
                                List.of("sts:AssumeRole"),
                                "*",
                                List.of("cloudformation:DescribeStacks"))));
    }

    private AccountCheck simulated(String name, String question, Map<String, List<String>> wanted) {
        Map<String, List<String>> sorted = new TreeMap<>(wanted);
        return AccountChecks.check(
                name,
                question,
                "aws iam simulate-principal-policy --policy-source-arn ROLE --action-names "
                        + String.join(
                                " ",
                                sorted.values().stream()
                                        .flatMap(List::stream)
                                        .distinct()
                                        .toList()),
                () -> simulate(sorted));
    }

    private Seen simulate(Map<String, List<String>> wanted) {
        IamClient iam = clients.iam();
        String who = role(iam, clients.sts().getCallerIdentity().arn());
        List<String> lacking = new ArrayList<>();
        int allowed = 0;
        for (Map.Entry<String, List<String>> each : wanted.entrySet()) {
            for (EvaluationResult result : iam.simulatePrincipalPolicy(request -> request.policySourceArn(who)
                            .actionNames(each.getValue())
                            .resourceArns(each.getKey()))
                    .evaluationResults()) {
                if (result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED) {
                    allowed++;
                } else {
                    lacking.add(result.evalActionName() + " on " + each.getKey() + " (" + result.evalDecisionAsString()
                            + ")");
                }
            }
        }
        return lacking.isEmpty()
                ? Seen.well("all " + allowed + " actions are allowed to " + who, "all are allowed")
                : Seen.otherwise(
                        String.join(", ", lacking),
                        "all are allowed",
                        "let a policy of " + who + " allow them; docs/aws.md says who needs what");
    }

    /** A session is simulated as the role it is of; IAM alone knows the path in the role's name. */
    private static String role(IamClient iam, String caller) {
        Matcher assumed = ASSUMED.matcher(caller);
        return assumed.matches()
                ? iam.getRole(request -> request.roleName(assumed.group(1)))
                        .role()
                        .arn()
                : caller;
    }

    private String functions() {
        return "arn:aws:lambda:" + names.region() + ":" + names.account() + ":function:" + names.functionPrefix() + "x";
    }

    private String bucket() {
        return "arn:aws:s3:::" + names.bucket();
    }

    private String objects(String prefix) {
        return bucket() + "/" + prefix + "x";
    }
}
