package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.ReleaseSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the templates of three stages say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplatesTest {

    private static final String MODEL = "SlipwayModel-prod-sums";
    private static final String PLATFORM = "SlipwayPlatform-prod";

    private Synth synth = new Synth(Path.of(""));

    @BeforeAll
    void synthesise(@TempDir Path scratch) {
        synth = Synth.of(scratch, "stages.yaml", "one");
    }

    @ParameterizedTest
    @CsvSource({
        "StageKey, SlipwayPlatform-prod, Key",
        "PackageStore, SlipwayPlatform-prod, Packages",
        "FrontDoor-iam, SlipwayPlatform-prod, FrontDoor",
        "FrontDoor-jwt, SlipwayPlatform-partners, FrontDoor",
        "AliasMaker, SlipwayPlatform-prod, AliasMaker",
        "AliasMaker-existing-bucket, SlipwayPlatform-partners, AliasMaker",
        "AlarmTopic, SlipwayPlatform-prod, Alarms",
        "ReleaseController, SlipwayPlatform-prod, Controller",
        "FrontFunction, SlipwayPlatform-prod, Server",
        "StageDashboard, SlipwayPlatform-prod, Dashboard",
        "ModelAlarms, SlipwayModel-prod-sums, Alarms",
        "ModelEndpoint, SlipwayModel-prod-sums, Endpoint",
        "ModelEndpoint-x86-no-snapstart, SlipwayModel-prod-wide, Endpoint",
        "ModelEndpoint-jwt, SlipwayModel-partners-sums, Endpoint",
    })
    void everyConstructIsAsItWasLastLookedAt(String name, String stack, String prefix) {
        SortedMap<String, JsonReader> mine = synth.resources(stack).entrySet().stream()
                .filter(resource -> resource.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
        assertThat(mine).isNotEmpty();

        Golden.compare(name, mine);
    }

    @Test
    void stagesAndModelsStandSideBySide() {
        assertThat(synth.stacks())
                .containsExactly(
                        "SlipwayModel-lab-sums",
                        "SlipwayModel-partners-sums",
                        "SlipwayModel-prod-sums",
                        "SlipwayModel-prod-wide",
                        "SlipwayPlatform-lab",
                        "SlipwayPlatform-partners",
                        "SlipwayPlatform-prod");
    }

    @Test
    void noTemplateHasAVersionOrAnAliasThatCloudFormationWouldMove() {
        for (String stack : synth.stacks()) {
            assertThat(synth.resources(stack).values())
                    .extracting(resource -> resource.text("Type"))
                    .doesNotContain("AWS::Lambda::Version", "AWS::Lambda::Alias", "AWS::CodeDeploy::DeploymentGroup");
        }
    }

    @Test
    void clientsReachTheAliasAndNothingElse() {
        JsonReader permission =
                synth.resources(MODEL, "AWS::Lambda::Permission").getFirst().child("Properties");
        JsonReader integration = synth.resources(MODEL, "AWS::ApiGatewayV2::Integration")
                .getFirst()
                .child("Properties");

        assertThat(permission.text("FunctionName")).isEqualTo("slipway-prod-sums:live");
        assertThat(integration.text("IntegrationUri")).endsWith(":function:slipway-prod-sums:live");
    }

    @Test
    void theAliasIsMadeAfterTheFunctionAndBeforeWhatNeedsIt() {
        assertThat(dependenciesOf("Custom::SlipwayAlias"))
                .anyMatch(name -> name.startsWith("EndpointFunctionF"))
                .anyMatch(name -> name.startsWith("EndpointFunctionRole"));
        assertThat(dependenciesOf("AWS::Lambda::Permission")).allMatch(name -> name.startsWith("EndpointAlias"));
        assertThat(dependenciesOf("AWS::ApiGatewayV2::Integration"))
                .allMatch(name -> name.startsWith("EndpointPermission"));
    }

    private List<String> dependenciesOf(String type) {
        return synth.resources(MODEL, type).getFirst().texts("DependsOn");
    }

    @Test
    void callersSignTheirRequestsUnlessTheStageSaysOtherwise() {
        assertThat(authorizations("SlipwayModel-prod-sums")).containsOnly("AWS_IAM");
        assertThat(authorizations("SlipwayModel-partners-sums")).containsOnly("JWT");
        assertThat(authorizations("SlipwayModel-lab-sums")).containsOnly("NONE");
    }

    private List<String> authorizations(String stack) {
        return synth.resources(stack, "AWS::ApiGatewayV2::Route").stream()
                .map(route -> route.child("Properties").text("AuthorizationType"))
                .toList();
    }

    @Test
    void nothingCurrentInTheBucketEverExpires() {
        JsonReader rule = synth.resources(PLATFORM, "AWS::S3::Bucket")
                .getFirst()
                .child("Properties")
                .child("LifecycleConfiguration")
                .children("Rules")
                .getFirst();

        assertThat(rule.fields())
                .containsOnlyKeys("AbortIncompleteMultipartUpload", "Id", "NoncurrentVersionExpiration", "Status");
    }

    @Test
    void aBucketThatIsNamedIsUsedAndNotMade() {
        assertThat(synth.resources("SlipwayPlatform-partners", "AWS::S3::Bucket"))
                .isEmpty();
        assertThat(synth.template("SlipwayModel-partners-sums")).contains("s3://packages-of-ours/packages/");
    }

    @Test
    void onlyTheControllerMovesWeightsAndNobodyMayDoEverything() {
        for (String stack : synth.stacks()) {
            for (JsonReader role : synth.resources(stack, "AWS::IAM::Role")) {
                assertThat(role.toString())
                        .as(stack)
                        .doesNotContain("s3:DeleteObject", "\"*:*\"", "lambda:*", "s3:*", "kms:*")
                        .doesNotContain("ManagedPolicyArns");
                if (!role.path().startsWith("Controller")) {
                    assertThat(role.toString()).as(stack).doesNotContain("UpdateAlias");
                }
            }
        }
    }

    @Test
    void alarmsStandAtTheNumbersThatReleasesDecideBy() {
        assertThat(threshold("slipway-prod-sums-errors")).isEqualTo(Presets.CATASTROPHE);
        assertThat(threshold("slipway-prod-sums-evidence"))
                .isEqualTo(Release.threshold(ReleaseSpec.DEFAULT.plan(StageKind.AWS)));
        assertThat(synth.template(MODEL)).contains("IF(calls >= " + Presets.REQUESTS + ",");
    }

    private double threshold(String alarm) {
        return synth.resources(MODEL, "AWS::CloudWatch::Alarm").stream()
                .map(found -> found.child("Properties"))
                .filter(found -> found.text("AlarmName").equals(alarm))
                .findFirst()
                .orElseThrow()
                .number("Threshold");
    }

    @Test
    void silenceOfTheControllerIsAnAlarm() {
        JsonReader alarm =
                synth.resources(PLATFORM, "AWS::CloudWatch::Alarm").getFirst().child("Properties");

        assertThat(alarm.text("TreatMissingData")).isEqualTo("breaching");
        assertThat(alarm.texts("AlarmActions"))
                .containsExactly("arn:aws:sns:eu-central-1:123456789012:slipway-prod-alarms");
    }

    @Test
    void theAccountsOwnAlarmsMayTellTheTopic() {
        List<JsonReader> allowed = synth
                .resources(PLATFORM, "AWS::SNS::TopicPolicy")
                .getFirst()
                .child("Properties")
                .child("PolicyDocument")
                .children("Statement")
                .stream()
                .filter(statement -> statement.text("Effect").equals("Allow"))
                .toList();

        assertThat(allowed).hasSize(1);
        assertThat(allowed.getFirst().child("Principal").text("Service")).isEqualTo("cloudwatch.amazonaws.com");
        assertThat(allowed.getFirst().child("Condition").child("StringEquals").text("aws:SourceAccount"))
                .isEqualTo("123456789012");
    }

    @Test
    void allLogsAreEncryptedAndEnd() {
        for (String stack : synth.stacks()) {
            for (JsonReader group : synth.resources(stack, "AWS::Logs::LogGroup")) {
                assertThat(group.child("Properties").fields()).containsKeys("KmsKeyId", "RetentionInDays");
            }
        }
    }

    @Test
    void whatIsNamedAsHandlerIsAClassOfOurs() {
        for (String stack : synth.stacks()) {
            for (JsonReader function : synth.resources(stack, "AWS::Lambda::Function")) {
                String handler = function.child("Properties").text("Handler");
                assertThat(Path.of("../functions/src/main/java/" + handler.replace('.', '/') + ".java"))
                        .exists();
            }
        }
    }
}
