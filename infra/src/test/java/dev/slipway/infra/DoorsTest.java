package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the templates say of REST APIs, and of all that a stage can be built with. */
class DoorsTest {

    private final Synth synth = Synth.ofDoors();

    @ParameterizedTest
    @CsvSource({
        "RestFrontDoor-keys, SlipwayPlatform-keys, RestDoor",
        "RestFrontDoor-iam, SlipwayPlatform-signed, RestDoor",
        "RestFrontDoor-open, SlipwayPlatform-open, RestDoor",
        "StageDomain-rest, SlipwayPlatform-keys, Domain",
        "StageDomain-http, SlipwayPlatform-named, Domain",
        "IsolatedNetwork, SlipwayPlatform-keys, Network",
        "SigningKey, SlipwayPlatform-keys, SigningKey",
        "ModelEndpoint-isolated, SlipwayModel-keys-sums, Endpoint",
        "ModelEndpoint-network, SlipwayModel-signed-sums, Endpoint",
        "GitHubAccess, SlipwayGitHub-123456789012, ''",
        "GitHubAccess-provider, SlipwayGitHub-210987654321, ''",
    })
    void everyConstructIsAsItWasLastLookedAt(String name, String stack, String prefix) {
        SortedMap<String, JsonReader> mine = synth.resources(stack).entrySet().stream()
                .filter(resource -> resource.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
        assertThat(mine).isNotEmpty();

        Golden.compare(name, mine);
    }

    @Test
    void aRestApiKeepsBytesAsTheyAre() {
        assertThat(properties("SlipwayPlatform-keys", "AWS::ApiGateway::RestApi")
                        .texts("BinaryMediaTypes"))
                .containsExactly("*/*");
    }

    @Test
    void modelsAreReachedByTheirAliasAndTheRestByTheServer() {
        List<String> uris = synth.resources("SlipwayPlatform-keys", "AWS::ApiGateway::Method").stream()
                .map(method -> method.child("Properties").child("Integration").text("Uri"))
                .map(uri -> uri.replaceAll(".*:function:|/invocations", ""))
                .toList();

        assertThat(uris)
                .containsExactlyInAnyOrder(
                        "slipway-keys-FrontDoor",
                        "slipway-keys-FrontDoor",
                        "slipway-keys-FrontDoor",
                        "slipway-keys-FrontDoor",
                        "slipway-keys-FrontDoor",
                        "slipway-keys-FrontDoor",
                        "slipway-keys-sums:live",
                        "slipway-keys-sums:live",
                        "slipway-keys-wide:live",
                        "slipway-keys-wide:live");
        assertThat(properties("SlipwayModel-keys-sums", "AWS::Lambda::Permission")
                        .text("FunctionName"))
                .isEqualTo("slipway-keys-sums:live");
    }

    @Test
    void whatIsDeployedOfARestApiHasAllItsRoutesAndErrors() {
        SortedMap<String, JsonReader> all = synth.resources("SlipwayPlatform-keys");
        List<String> before = synth.resources("SlipwayPlatform-keys", "AWS::ApiGateway::Deployment")
                .getFirst()
                .texts("DependsOn");

        assertThat(before)
                .containsAll(all.entrySet().stream()
                        .filter(entry -> List.of("AWS::ApiGateway::Method", "AWS::ApiGateway::GatewayResponse")
                                .contains(entry.getValue().text("Type")))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void whoMayCallIsAskedOnEachRoute() {
        assertThat(guards("SlipwayPlatform-keys")).containsOnly("NONE with key");
        assertThat(guards("SlipwayPlatform-signed")).containsOnly("AWS_IAM");
        assertThat(guards("SlipwayPlatform-open")).containsOnly("NONE");
        assertThat(synth.resources("SlipwayPlatform-keys", "AWS::ApiGateway::ApiKey"))
                .extracting(key -> key.child("Properties").text("Name"))
                .containsExactlyInAnyOrder("slipway-keys-phone", "slipway-keys-shop");
        assertThat(synth.resources("SlipwayPlatform-keys", "AWS::ApiGateway::UsagePlanKey"))
                .hasSize(2);
        assertThat(synth.resources("SlipwayPlatform-signed", "AWS::ApiGateway::ApiKey"))
                .isEmpty();
    }

    private List<String> guards(String stack) {
        return synth.resources(stack, "AWS::ApiGateway::Method").stream()
                .map(method -> method.child("Properties"))
                .map(method -> method.text("AuthorizationType")
                        + (method.fields().containsKey("ApiKeyRequired") ? " with key" : ""))
                .toList();
    }

    @Test
    void everyErrorOfTheGatewayHasTheProtocolsForm() {
        List<JsonReader> answers = synth.resources("SlipwayPlatform-keys", "AWS::ApiGateway::GatewayResponse");

        assertThat(answers)
                .extracting(answer -> answer.child("Properties").text("ResponseType"))
                .contains("DEFAULT_4XX", "DEFAULT_5XX", "INVALID_API_KEY", "THROTTLED", "WAF_FILTERED");
        for (JsonReader answer : answers) {
            String template =
                    answer.child("Properties").child("ResponseTemplates").text("application/json");
            String filled = template.replace("$context.error.messageString", "\"Forbidden\"");
            assertThat(JsonReader.parse(template, filled.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .fields())
                    .containsOnlyKeys("error");
        }
    }

    @Test
    void theFirewallIsTheOneThatTheStageSays() {
        assertThat(synth.resources("SlipwayPlatform-keys", "AWS::WAFv2::WebACL"))
                .hasSize(1);
        assertThat(properties("SlipwayPlatform-signed", "AWS::WAFv2::WebACLAssociation")
                        .text("WebACLArn"))
                .contains("/of-ours/");
        assertThat(synth.template("SlipwayPlatform-open")).doesNotContain("AWS::WAFv2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SlipwayPlatform-keys", "SlipwayModel-keys-sums"})
    void everyRoleIsBoundedWhereTheStageSaysSo(String stack) {
        assertThat(synth.resources(stack, "AWS::IAM::Role"))
                .isNotEmpty()
                .allSatisfy(role -> assertThat(role.child("Properties").text("PermissionsBoundary"))
                        .isEqualTo("arn:aws:iam::123456789012:policy/limits/of-teams"));
        assertThat(synth.template("SlipwayPlatform-signed")).doesNotContain("PermissionsBoundary");
    }

    @Test
    void logsAreKeptAsLongAsTheStageSays() {
        assertThat(synth.resources("SlipwayPlatform-keys", "AWS::Logs::LogGroup"))
                .extracting(log -> log.child("Properties").number("RetentionInDays"))
                .containsOnly(90.0);
    }

    @Test
    void callsAreLetInAsOftenAsTheStageSays() {
        JsonReader settings = properties("SlipwayPlatform-keys", "AWS::ApiGateway::Stage")
                .children("MethodSettings")
                .getFirst();
        assertThat(settings.number("ThrottlingRateLimit")).isEqualTo(50);
        assertThat(settings.number("ThrottlingBurstLimit")).isEqualTo(100);
    }

    /** Trust lies in the functions' configuration, never in the store that holds the packages. */
    @Test
    void functionsKnowWhosePackagesTheyLoad() throws IOException {
        VerificationKey key = VerificationKey.parse(Files.readString(Synth.RESOURCES.resolve("release.pub")));

        String told = properties("SlipwayModel-keys-sums", "AWS::Lambda::Function")
                .child("Environment")
                .child("Variables")
                .text(Trust.VARIABLE);

        assertThat(Trust.decode(told)).isEqualTo(new Trust(true, List.of(key)));
    }

    @Test
    void anIsolatedModelReachesPackagesAndNothingElse() {
        assertThat(synth.template("SlipwayPlatform-keys"))
                .doesNotContain("AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::EC2::Route\"");
        assertThat(properties("SlipwayPlatform-keys", "AWS::EC2::VPCEndpoint").text("ServiceName"))
                .isEqualTo("com.amazonaws.eu-central-1.s3");
        assertThat(properties("SlipwayModel-keys-sums", "AWS::Lambda::Function")
                        .child("VpcConfig")
                        .items("SubnetIds"))
                .hasSize(2);
        assertThat(properties("SlipwayModel-signed-sums", "AWS::Lambda::Function")
                        .child("VpcConfig")
                        .items("SecurityGroupIds"))
                .containsExactly(Json.of("sg-0123456789abcdef0"));
        assertThat(synth.template("SlipwayModel-open-sums")).doesNotContain("VpcConfig");
    }

    private JsonReader properties(String stack, String type) {
        return synth.resources(stack, type).getFirst().child("Properties");
    }
}
