package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
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
    void noRoleMayDoEverythingOrTouchWeights() {
        for (String stack : synth.stacks()) {
            for (JsonReader role : synth.resources(stack, "AWS::IAM::Role")) {
                assertThat(role.toString())
                        .as(stack)
                        .doesNotContain("UpdateAlias", "s3:DeleteObject", "lambda:*", "s3:*", "kms:*")
                        .doesNotContain("ManagedPolicyArns");
            }
        }
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
        assertThat(synth.template(PLATFORM)).contains("dev.slipway.functions.controller.AliasHandler");
        for (String handler : List.of("controller/AliasHandler", "lambda/InferenceHandler")) {
            assertThat(Path.of("../functions/src/main/java/dev/slipway/functions/" + handler + ".java"))
                    .exists();
        }
    }
}
