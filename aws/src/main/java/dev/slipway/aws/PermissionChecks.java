package dev.slipway.aws;

import dev.slipway.aws.AccountCheck.Seen;
import dev.slipway.core.spec.GitHubRole;
import dev.slipway.core.spec.StageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Whether whoever asks, the controller and the roles of workflows may do what they do, by IAM's own simulation: nothing
 * is done for it.
 */
final class PermissionChecks {

    private static final Pattern ASSUMED = Pattern.compile("arn:[^:]+:sts::[0-9]{12}:assumed-role/([^/]+)/.*");

    private final AwsClients clients;
    private final StageNames names;

    PermissionChecks(AwsClients clients, StageNames names) {
        this.clients = clients;
        this.names = names;
    }

    List<AccountCheck> all() {
        List<AccountCheck> all = new ArrayList<>(List.of(
                simulated("may-release", "May these credentials run releases?", control(), this::caller),
                simulated("may-push", "May they put packages?", push(), this::caller),
                simulated(
                        "may-deploy",
                        "May they deploy stacks? The CDK's own roles do the work.",
                        with(cdk(), Map.of("*", List.of("cloudformation:DescribeStacks"))),
                        this::caller),
                simulated(
                        "controller-may",
                        "May the controller's role run releases and move their traffic?",
                        control(),
                        this::controller)));
        for (GitHubRole role : GitHubRole.values()) {
            all.add(simulated(
                    "github-may-" + role.word(),
                    "May the role " + names.role(role) + " do what workflows do with it?",
                    needs(role),
                    () -> there(names.role(role))));
        }
        return all;
    }

    /** What each role of workflows needs, as {@code infra} writes it; traffic is the controller's alone to move. */
    private Map<String, List<String>> needs(GitHubRole role) {
        return switch (role) {
            case PLAN ->
                Map.of(
                        "arn:aws:cloudformation:" + names.region() + ":" + names.account() + ":stack/"
                                + names.platformStack() + "/x",
                        List.of("cloudformation:DescribeStacks", "cloudformation:GetTemplate"));
            case PUBLISH -> push();
            case DEPLOY -> cdk();
            case RELEASE -> release();
        };
    }

    private Map<String, List<String>> release() {
        return Map.of(
                functions() + ":" + StageNames.ALIAS,
                List.of("lambda:GetAlias"),
                functions() + ":1",
                List.of("lambda:GetFunctionConfiguration", "lambda:InvokeFunction"),
                functions(),
                List.of("lambda:ListVersionsByFunction", "lambda:PublishVersion"),
                objects(StageNames.RELEASES),
                List.of("s3:GetObject", "s3:PutObject"),
                objects(StageNames.PACKAGES),
                List.of("s3:GetObject"),
                bucket(),
                List.of("s3:ListBucket"),
                "*",
                List.of("cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"));
    }

    private Map<String, List<String>> control() {
        return with(
                release(),
                Map.of(functions() + ":" + StageNames.ALIAS, List.of("lambda:GetAlias", "lambda:UpdateAlias")));
    }

    private Map<String, List<String>> push() {
        return Map.of(
                objects(StageNames.PACKAGES), List.of("s3:GetObject", "s3:PutObject"),
                bucket(), List.of("s3:ListBucket"));
    }

    private Map<String, List<String>> cdk() {
        String role = "arn:aws:iam::" + names.account() + ":role/cdk-hnb659fds-";
        String place = names.account() + "-" + names.region();
        return Map.of(
                role + "deploy-role-" + place, List.of("sts:AssumeRole"),
                role + "file-publishing-role-" + place, List.of("sts:AssumeRole"));
    }

    private static Map<String, List<String>> with(Map<String, List<String>> some, Map<String, List<String>> more) {
        Map<String, List<String>> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    /**
     * A check by simulation.
     *
     * @param wanted actions by the resource they are done to
     * @param who whose permissions they must be, by ARN; throws {@link NoSuchEntityException} or
     *     {@link ResourceNotFoundException} where there is nobody yet
     */
    private AccountCheck simulated(
            String name, String question, Map<String, List<String>> wanted, Supplier<String> who) {
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
                () -> {
                    String role;
                    try {
                        role = who.get();
                    } catch (NoSuchEntityException e) {
                        return Seen.notYet(
                                "there is no such role",
                                "github in stages.yaml makes it; without workflows nothing is lacking");
                    } catch (ResourceNotFoundException e) {
                        return Seen.notYet(
                                "there is no function " + names.controller(),
                                "slipway deploy MODEL --stage " + names.stage() + " makes it");
                    }
                    return simulate(role, sorted);
                });
    }

    private String caller() {
        String caller = AwsAccount.answered(clients.sts().getCallerIdentity()).arn();
        Matcher assumed = ASSUMED.matcher(caller);
        return assumed.matches() ? there(assumed.group(1)) : caller;
    }

    /** CloudFormation gave the role its name, which only the function tells. */
    private String controller() {
        return clients.lambda()
                .getFunctionConfiguration(request -> request.functionName(names.controller()))
                .role();
    }

    /** A session is simulated as the role it is of; IAM alone knows the path in the role's name. */
    private String there(String role) {
        return clients.iam().getRole(request -> request.roleName(role)).role().arn();
    }

    private Seen simulate(String who, Map<String, List<String>> wanted) {
        IamClient iam = clients.iam();
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
