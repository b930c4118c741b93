package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose workflows get which role, and what they may do with it. */
class GitHubAccessTest {

    private static final String STACK = "SlipwayGitHub-123456789012";
    private static final String GITHUB = "token.actions.githubusercontent.com:";

    private final Synth synth = Synth.ofDoors();

    @Test
    void everyStageOfAnAccountHasFourRoles() {
        assertThat(synth.resources(STACK, "AWS::IAM::Role"))
                .extracting(role -> role.child("Properties").text("RoleName"))
                .containsExactlyInAnyOrder(
                        "slipway-keys-github-plan",
                        "slipway-keys-github-publish",
                        "slipway-keys-github-deploy",
                        "slipway-keys-github-release",
                        "slipway-signed-github-plan",
                        "slipway-signed-github-publish",
                        "slipway-signed-github-deploy",
                        "slipway-signed-github-release");
    }

    @ParameterizedTest
    @CsvSource({
        "plan, pull_request",
        "publish, ref:refs/heads/main",
        "deploy, environment:keys",
        "release, environment:keys",
    })
    void aTokenIsTakenInBothFormsOfItsSubjectAndForOneContextAlone(String role, String context) {
        JsonReader trust = role(role)
                .child("AssumeRolePolicyDocument")
                .children("Statement")
                .getFirst();
        JsonReader equal = trust.child("Condition").child("StringEquals");

        assertThat(trust.text("Action")).isEqualTo("sts:AssumeRoleWithWebIdentity");
        assertThat(trust.child("Condition").fields()).containsOnlyKeys("StringEquals");
        assertThat(equal.text(GITHUB + "aud")).isEqualTo("sts.amazonaws.com");
        assertThat(equal.text(GITHUB + "repository_id")).isEqualTo("5678");
        assertThat(equal.texts(GITHUB + "sub"))
                .containsExactly("repo:acme/models:" + context, "repo:acme@1234/models@5678:" + context);
    }

    @Test
    void aProviderThatIsThereIsUsedAndAnAccountWithoutOneGetsIt() {
        assertThat(synth.resources(STACK, "AWS::IAM::OIDCProvider")).hasSize(1);
        assertThat(synth.resources("SlipwayGitHub-210987654321", "AWS::IAM::OIDCProvider"))
                .isEmpty();
        assertThat(synth.template("SlipwayGitHub-210987654321"))
                .contains("arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com");
    }

    @Test
    void noRoleMovesTrafficOrDeletesAPackageOrMayDoEverything() {
        for (JsonReader role : synth.resources(STACK, "AWS::IAM::Role")) {
            assertThat(role.toString())
                    .doesNotContain(
                            "UpdateAlias", "DeleteObject", "\"*:*\"", "lambda:*", "s3:*", "\"iam:", "ForAllValues")
                    .doesNotContain("ManagedPolicyArns");
        }
    }

    @Test
    void eachMayDoItsOwnWorkAlone() {
        assertThat(actions("plan"))
                .containsExactlyInAnyOrder(
                        "cloudformation:DescribeStacks",
                        "cloudformation:GetTemplate",
                        "cloudformation:ListStackResources",
                        "ssm:GetParameter");
        assertThat(actions("publish"))
                .containsExactlyInAnyOrder(
                        "s3:AbortMultipartUpload",
                        "s3:GetObject",
                        "s3:PutObject",
                        "s3:ListBucket",
                        "kms:Decrypt",
                        "kms:GenerateDataKey",
                        "kms:GetPublicKey",
                        "kms:Sign");
        assertThat(actions("deploy")).containsExactly("sts:AssumeRole");
        assertThat(actions("release"))
                .contains("lambda:PublishVersion", "lambda:GetAlias", "cloudwatch:GetMetricData", "s3:PutObject")
                .doesNotContain("kms:Sign", "lambda:CreateAlias");
    }

    @Test
    void workflowsFindEachRoleByTheNameThatAnOutputTells() {
        assertThat(synth.template(STACK)).contains("SLIPWAY_PUBLISH_ROLE of the stage keys");
    }

    @Test
    void withoutARepositoryThereIsNoSuchStack(@TempDir Path scratch) {
        assertThat(Synth.of(scratch, "stages.yaml", "one").stacks()).noneMatch(stack -> stack.contains("GitHub"));
    }

    private List<String> actions(String role) {
        return role(role).children("Policies").getFirst().child("PolicyDocument").children("Statement").stream()
                .flatMap(statement -> statement.fields().get("Action") instanceof Json.Text(String one)
                        ? Stream.of(one)
                        : statement.texts("Action").stream())
                .toList();
    }

    private JsonReader role(String role) {
        return synth.resources(STACK, "AWS::IAM::Role").stream()
                .map(found -> found.child("Properties"))
                .filter(found -> found.text("RoleName").equals("slipway-keys-github-" + role))
                .findFirst()
                .orElseThrow();
    }
}
