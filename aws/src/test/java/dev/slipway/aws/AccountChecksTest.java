package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.AccountFinding.Outcome;
import dev.slipway.aws.FakeAws.Reply;
import dev.slipway.aws.FakeAws.Says;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each look at an account makes of what AWS answers, on the wire. */
class AccountChecksTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final AwsStage PROD = new AwsStage(
            "prod",
            "123456789012",
            "eu-west-1",
            Optional.empty(),
            Duration.ofSeconds(60),
            List.of(),
            new AwsStage.Iam(),
            AwsStage.Signing.NONE);
    private static final Says TAKEN = new Says(200, Map.of("ETag", "\"one\""), "");
    private static final Says REFUSED = FakeAws.s3(412, "PreconditionFailed", "At least one precondition did not hold");
    private static final Says GONE = new Says(204, Map.of(), "");

    @Test
    void theCredentialsOfAnotherAccountAreToldWithBoth() {
        assertThat(run("credentials", caller("111122223333"))).satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(Outcome.OTHERWISE);
            assertThat(finding.found()).contains("assumed-role/dev/ana of the account 111122223333");
            assertThat(finding.expected()).contains("123456789012");
            assertThat(finding.remedy()).contains("AWS_PROFILE");
        });
        assertThat(run("credentials", caller("123456789012")).outcome()).isEqualTo(Outcome.AS_EXPECTED);
    }

    @Test
    void aClockThatIsWrongIsTold() {
        InstantSource wrong = () -> Instant.parse("2015-01-01T00:00:00Z");
        try (FakeAws aws = new FakeAws(caller("123456789012"))) {
            AccountFinding finding = run(aws, "clock", wrong);
            assertThat(finding.outcome()).isEqualTo(Outcome.OTHERWISE);
            assertThat(finding.remedy()).contains("clock");
        }
    }

    @Test
    void anAccountThatIsNotBootstrappedIsToldTheCommand() {
        assertThat(run("bootstrap", FakeAws.query(400, "ValidationError", "Stack with id CDKToolkit does not exist")))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Outcome.OTHERWISE);
                    assertThat(finding.remedy()).isEqualTo("npx cdk bootstrap aws://123456789012/eu-west-1");
                });
        assertThat(run("bootstrap", bootstrap("6")).outcome()).isEqualTo(Outcome.OTHERWISE);
        assertThat(run("bootstrap", bootstrap("30")).outcome()).isEqualTo(Outcome.AS_EXPECTED);
    }

    @Test
    void aBucketThatIsNotVersionedOrMayBePublicIsTold() {
        Says kms = FakeAws.xml("<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>"
                + "<SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>"
                + "</ServerSideEncryptionConfiguration>");
        assertThat(run(
                        "bucket-guards",
                        FakeAws.xml("<VersioningConfiguration/>"),
                        kms,
                        FakeAws.s3(404, "NoSuchPublicAccessBlockConfiguration", "none")))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Outcome.OTHERWISE);
                    assertThat(finding.found()).isEqualTo("not versioned, may be made public");
                });
        assertThat(
                        run(
                                "bucket-guards",
                                FakeAws.xml(
                                        "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"),
                                kms,
                                FakeAws.xml(
                                        "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
                                                + "<IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy>"
                                                + "<RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>")))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Outcome.AS_EXPECTED);
                    assertThat(finding.found()).isEqualTo("versioned, encrypted by aws:kms, never public");
                });
    }

    @Test
    void aPermissionThatIsMissingIsNamedWithTheRoleThatLacksIt() {
        Says role = FakeAws.xml("<GetRoleResponse><GetRoleResult><Role><RoleName>dev</RoleName>"
                + "<Arn>arn:aws:iam::123456789012:role/teams/dev</Arn></Role></GetRoleResult></GetRoleResponse>");
        assertThat(run(
                        "may-push",
                        caller("123456789012"),
                        role,
                        decided("s3:ListBucket", "allowed"),
                        decided("s3:PutObject", "implicitDeny")))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Outcome.OTHERWISE);
                    assertThat(finding.found()).contains("s3:PutObject on arn:aws:s3:::slipway-prod-", "implicitDeny");
                    assertThat(finding.remedy()).contains("arn:aws:iam::123456789012:role/teams/dev");
                });
    }

    @Test
    void theRolesOfWorkflowsAndOfTheControllerAreAskedThemselvesAndNotOnlyWhoAsks() {
        Says controller = new Says(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"Role\":\"arn:aws:iam::123456789012:role/SlipwayPlatform-prod-ControllerRole\"}");
        try (FakeAws aws = new FakeAws(controller, decided("lambda:UpdateAlias", "explicitDeny"))) {
            assertThat(run(aws, "controller-may")).satisfies(finding -> {
                assertThat(finding.outcome()).isEqualTo(Outcome.OTHERWISE);
                assertThat(finding.found()).contains("lambda:UpdateAlias on arn:aws:lambda:", "explicitDeny");
                assertThat(finding.remedy()).contains("role/SlipwayPlatform-prod-ControllerRole");
            });
            assertThat(aws.requests())
                    .anyMatch(request -> request.body().contains("UpdateAlias")
                            && request.body().contains("ControllerRole"));
        }
        Says release = role("slipway-prod-github-release");
        try (FakeAws aws = new FakeAws(release, decided("lambda:PublishVersion", "allowed"))) {
            assertThat(run(aws, "github-may-release").outcome()).isEqualTo(Outcome.AS_EXPECTED);
            assertThat(aws.requests().getFirst().body()).contains("RoleName=slipway-prod-github-release");
            assertThat(aws.requests())
                    .as("traffic is the controller's alone to move")
                    .noneMatch(request -> request.body().contains("UpdateAlias"));
        }
        assertThat(run("github-may-publish", FakeAws.query(404, "NoSuchEntity", "The role cannot be found")))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Outcome.NOT_YET);
                    assertThat(finding.remedy()).contains("github in stages.yaml makes it");
                });
        assertThat(run("controller-may", FakeAws.json(404, "ResourceNotFoundException", "Function not found"))
                        .outcome())
                .isEqualTo(Outcome.NOT_YET);
    }

    private static Says role(String name) {
        return FakeAws.xml("<GetRoleResponse><GetRoleResult><Role><RoleName>" + name
                + "</RoleName><Arn>arn:aws:iam::123456789012:role/" + name
                + "</Arn></Role></GetRoleResult></GetRoleResponse>");
    }

    @Test
    void whatMayNotBeLookedAtIsNotSeenAndSaysWhatItTakes() {
        assertThat(run(
                        "concurrency",
                        FakeAws.json(
                                403,
                                "AccessDeniedException",
                                "User: arn:aws:sts::123456789012:assumed-role/dev/ana is not authorized to perform:"
                                        + " lambda:GetAccountSettings on resource: *")))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Outcome.UNSEEN);
                    assertThat(finding.found())
                            .contains("the role dev of the account 123456789012 lacks lambda:GetAccountSettings");
                });
    }

    @Test
    void anAccountOfTenCallsAtATimeIsToldHowToAskForMore() {
        Says ten = new Says(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"AccountLimit\":{\"ConcurrentExecutions\":10,\"UnreservedConcurrentExecutions\":10}}");
        assertThat(run("concurrency", ten)).satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(Outcome.OTHERWISE);
            assertThat(finding.remedy()).contains("request-service-quota-increase");
        });
    }

    @Test
    void aStoreThatLetsASecondWriterInIsTold() {
        assertThat(run("conditional-writes", TAKEN, REFUSED, TAKEN, REFUSED, GONE))
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.AS_EXPECTED));
        assertThat(run("conditional-writes", TAKEN, TAKEN, TAKEN, TAKEN, GONE)).satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(Outcome.OTHERWISE);
            assertThat(finding.found()).contains("a second writer was let in", "an old ETag was let in");
        });
    }

    @Test
    void theProbeIsTakenAwayWhateverHappens() {
        try (FakeAws aws = new FakeAws(TAKEN, FakeAws.s3(500, "InternalError", "We failed"), GONE)) {
            assertThat(run(aws, "conditional-writes").outcome()).isEqualTo(Outcome.UNSEEN);
            assertThat(aws.requests().getLast().method()).isEqualTo("DELETE");
        }
    }

    @Test
    void howSoonAnAliasFollowsIsMeasuredOnOneThatNoClientKnows() {
        try (FakeAws aws = new FakeAws(propagation())) {
            AccountFinding finding = run(aws, "propagation-digits");
            assertThat(finding.outcome()).isEqualTo(Outcome.AS_EXPECTED);
            assertThat(finding.found()).matches("the last call that version 1 answered began \\d+ ms after the change");
            assertThat(aws.requests())
                    .filteredOn(request -> request.method().equals("PUT"))
                    .allMatch(request -> request.path().endsWith("/aliases/slipway-check"));
            assertThat(aws.requests().getLast()).satisfies(last -> {
                assertThat(last.method()).isEqualTo("DELETE");
                assertThat(last.path()).endsWith("/aliases/slipway-check");
            });
        }
    }

    private static Reply[] propagation() {
        Says json = new Says(200, Map.of("Content-Type", "application/json"), "{}");
        Says versions = new Says(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"Versions\":[{\"Version\":\"$LATEST\"},{\"Version\":\"1\"},{\"Version\":\"2\"}]}");
        ArrayList<Reply> replies = new ArrayList<>(List.of(versions, json));
        for (int i = 0; i < 30; i++) {
            replies.add(answeredBy("1"));
        }
        replies.add(json);
        replies.add(answeredBy("2"));
        replies.add(answeredBy("1"));
        for (int i = 0; i < 30; i++) {
            replies.add(answeredBy("2"));
        }
        replies.add(GONE);
        return replies.toArray(Reply[]::new);
    }

    private static Says answeredBy(String version) {
        return new Says(200, Map.of("X-Amz-Executed-Version", version), "{}");
    }

    private static AccountFinding run(String check, Reply... replies) {
        try (FakeAws aws = new FakeAws(replies)) {
            return run(aws, check);
        }
    }

    private static AccountFinding run(FakeAws aws, String check) {
        return run(aws, check, InstantSource.system());
    }

    private static AccountFinding run(FakeAws aws, String check, InstantSource clock) {
        try (AwsPlatform platform = AwsPlatform.over(TestClients.of(aws.settings()), clock)) {
            return platform.accountChecks(PROD, List.of(DIGITS)).all().stream()
                    .filter(each -> each.name().equals(check))
                    .findFirst()
                    .orElseThrow()
                    .run();
        }
    }

    private static Says caller(String account) {
        return FakeAws.xml("<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::" + account
                + ":assumed-role/dev/ana</Arn><Account>" + account
                + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
    }

    private static Says bootstrap(String version) {
        return FakeAws.xml("<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
                + "<StackName>CDKToolkit</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs><member>"
                + "<OutputKey>BootstrapVersion</OutputKey><OutputValue>" + version + "</OutputValue></member></Outputs>"
                + "</member></Stacks></DescribeStacksResult></DescribeStacksResponse>");
    }

    private static Says decided(String action, String decision) {
        return FakeAws.xml("<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults><member>"
                + "<EvalActionName>" + action + "</EvalActionName><EvalDecision>" + decision
                + "</EvalDecision></member>"
                + "</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>");
    }
}
