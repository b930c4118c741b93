package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.FakeAws.Reply;
import dev.slipway.aws.FakeAws.Says;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Lambda is asked, and what its answers mean. */
class LambdaFunctionServiceTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Digest ONE = Digest.of(new byte[] {1});
    private static final Digest TWO = Digest.of(new byte[] {2});
    private static final Says STALE =
            FakeAws.json(412, "PreconditionFailedException", "The RevisionId provided does not match");

    @Test
    void theDeployedPackageIsPublishedGuardedByWhatWasLookedAt() {
        try (FakeAws aws = new FakeAws(list(function("$LATEST", ONE, "code-a", 512)), function("1", ONE, "code-a"))) {
            assertThat(publish(aws)).isEqualTo(new FunctionVersion("1", ONE, "code-a"));

            assertThat(aws.requests().getLast().body())
                    .contains("\"CodeSha256\":\"code-a\"")
                    .contains("\"RevisionId\":\"revision-$LATEST\"");
        }
    }

    @Test
    void aVersionThatIsLikeTheDeployedFunctionIsUsedAgain() {
        try (FakeAws aws = new FakeAws(list(
                function("$LATEST", ONE, "code-a", 512),
                function("1", ONE, "code-a", 512),
                function("2", TWO, "code-a", 512)))) {
            assertThat(publish(aws).version()).isEqualTo("1");
            assertThat(aws.requests()).hasSize(1);
        }
    }

    @Test
    void aVersionWithOtherMemoryIsNotUsedAgain() {
        try (FakeAws aws = new FakeAws(
                list(function("$LATEST", ONE, "code-a", 1024), function("1", ONE, "code-a", 512)),
                function("2", ONE, "code-a"))) {
            assertThat(publish(aws).version()).isEqualTo("2");
        }
    }

    @Test
    void theDeployedFunctionIsLikeThoseVersionsThatHaveItsSettingsToo() {
        Says patched = function("3", ONE, "code-a", 1024);
        Says runtime = new Says(
                200,
                patched.headers(),
                patched.body()
                        .replaceFirst("\\{", "{\"RuntimeVersionConfig\":{\"RuntimeVersionArn\":\"arn:patch-2\"},"));
        try (FakeAws aws = new FakeAws(list(
                        function("$LATEST", ONE, "code-a", 1024),
                        function("1", ONE, "code-a", 512),
                        function("2", TWO, "code-a", 1024),
                        runtime));
                AwsPlatform platform = AwsPlatform.over(TestClients.of(aws.settings()))) {
            assertThat(platform.deployment(new FunctionNames(""), DIGITS))
                    .as("other memory and another package are other functions; a patch of the runtime is not")
                    .contains(new DeployedFunction(Optional.of(ONE), Set.of("3")));
        }
    }

    @Test
    void aPackageThatIsNotDeployedAnyMoreIsServedByItsNewestVersion() {
        try (FakeAws aws = new FakeAws(list(
                function("$LATEST", TWO, "code-b", 512),
                function("1", ONE, "code-a", 512),
                function("2", ONE, "code-b", 512),
                function("10", ONE, "code-b", 512),
                function("11", TWO, "code-b", 512)))) {
            assertThat(publish(aws).version()).isEqualTo("10");
        }
    }

    @Test
    void aPackageThatWasNeverDeployedIsRefusedWithTheWayOut() {
        try (FakeAws aws = new FakeAws(list(function("$LATEST", TWO, "code-a", 512)))) {
            assertThatThrownBy(() -> publish(aws))
                    .isInstanceOf(PlatformException.Refused.class)
                    .hasMessage("the function digits is deployed with the package " + TWO
                            + ", and no version of it has " + ONE + "; deploy it with slipway deploy digits --package "
                            + ONE);
        }
    }

    @Test
    void aFunctionThatDoesNotExistIsRefusedWithTheWayOut() {
        try (FakeAws aws = new FakeAws(FakeAws.json(404, "ResourceNotFoundException", "Function not found"))) {
            assertThatThrownBy(() -> publish(aws))
                    .isInstanceOf(PlatformException.Refused.class)
                    .hasMessage("there is no function digits; make it with slipway deploy digits");
            assertThat(versions(aws)).isEmpty();
        }
    }

    @Test
    void aFunctionThatChangedMeanwhileIsLookedAtAgain() {
        try (FakeAws aws = new FakeAws(
                list(function("$LATEST", ONE, "code-a", 512)),
                STALE,
                list(function("$LATEST", ONE, "code-b", 512)),
                FakeAws.json(400, "InvalidParameterValueException", "CodeSHA256 (code-b) is different from current"),
                list(function("$LATEST", ONE, "code-c", 512)),
                function("1", ONE, "code-c"))) {
            assertThat(publish(aws).codeSha256()).isEqualTo("code-c");
        }
    }

    @Test
    void aFunctionThatIsBeingUpdatedIsToBeTriedLater() {
        try (FakeAws aws = new FakeAws(
                list(function("$LATEST", ONE, "code-a", 512)),
                FakeAws.json(409, "ResourceConflictException", "An update is in progress for resource"))) {
            assertThatThrownBy(() -> publish(aws))
                    .isInstanceOf(PlatformException.Unavailable.class)
                    .hasMessageContaining("update is in progress");
        }
    }

    @Test
    void versionsAreListedOverAllPagesOldestFirstWithoutThoseThatAreNotOurs() {
        Says foreign = json("{\"FunctionName\":\"digits\",\"Version\":\"3\",\"CodeSha256\":\"x\"}");
        try (FakeAws aws = new FakeAws(
                json("{\"NextMarker\":\"more\",\"Versions\":["
                        + function("$LATEST", TWO, "c", 1).body() + ","
                        + function("10", TWO, "code-b", 1).body() + "]}"),
                json("{\"Versions\":[" + function("9", ONE, "code-a", 1).body() + "," + foreign.body() + "]}"))) {
            assertThat(versions(aws))
                    .containsExactly(new FunctionVersion("9", ONE, "code-a"), new FunctionVersion("10", TWO, "code-b"));
        }
    }

    @Test
    void anEnvironmentThatCannotBeDecryptedIsNotTakenForAForeignFunction() {
        Says secret = json("{\"Versions\":[{\"FunctionArn\":\"arn:digits:1\",\"Version\":\"1\",\"Environment\":"
                + "{\"Error\":{\"ErrorCode\":\"AccessDeniedException\",\"Message\":\"kms:Decrypt\"}}}]}");
        try (FakeAws aws = new FakeAws(secret)) {
            assertThatThrownBy(() -> versions(aws))
                    .isInstanceOf(PlatformException.Refused.class)
                    .hasMessageContaining("let the role use the key");
        }
    }

    @Test
    void lambdasStatesAreOurs() {
        assertThat(state("\"State\":\"Pending\",\"StateReasonCode\":\"Creating\""))
                .isEqualTo(new State.Pending());
        assertThat(state("\"State\":\"Active\"")).isEqualTo(new State.Active());
        assertThat(state("\"State\":\"Active\",\"SnapStart\":"
                        + "{\"ApplyOn\":\"PublishedVersions\",\"OptimizationStatus\":\"Off\"}"))
                .isEqualTo(new State.Pending());
        assertThat(state("\"State\":\"Active\",\"SnapStart\":"
                        + "{\"ApplyOn\":\"PublishedVersions\",\"OptimizationStatus\":\"On\"}"))
                .isEqualTo(new State.Active());
        assertThat(state("\"State\":\"Active\",\"SnapStart\":{\"ApplyOn\":\"None\",\"OptimizationStatus\":\"Off\"}"))
                .isEqualTo(new State.Active());
        assertThat(state("\"State\":\"Inactive\",\"StateReasonCode\":\"Idle\"")).isEqualTo(new State.Inactive());
        assertThat(state("\"Version\":\"1\",\"State\":\"Failed\",\"StateReason\":\"the init took too long\","
                        + "\"StateReasonCode\":\"FunctionError.InitTimeout\""))
                .isEqualTo(
                        new State.Failed(
                                "the init took too long (FunctionError.InitTimeout); it did not start in time or may not read its package: its log says at what; a larger serving.memory starts sooner"));
        assertThat(state("\"FunctionName\":\"slipway-prod-digits\",\"Version\":\"7\",\"State\":\"Failed\","
                        + "\"StateReason\":\"Snapshot failed\",\"StateReasonCode\":\"InternalError\""))
                .as("released again, the same version would be found again")
                .isEqualTo(
                        new State.Failed("Snapshot failed (InternalError); AWS failed; where that changes neither code"
                                + " nor settings, take this version away before it is released again: aws lambda"
                                + " delete-function --function-name slipway-prod-digits --qualifier 7"));
        assertThat(state("\"State\":\"Hibernating\"")).isInstanceOf(State.Failed.class);
    }

    @Test
    void anAnswerIsAnAnswerWhateverItSays() {
        Invocation found = invoke(json("{\"statusCode\":500}"));

        assertThat(found).isInstanceOf(Invocation.Answered.class);
        assertThat(((Invocation.Answered) found).payload()).asString().isEqualTo("{\"statusCode\":500}");
    }

    @Test
    void aCallThatDiedSaysHow() {
        assertThat(invoke(new Says(
                        200,
                        Map.of("X-Amz-Function-Error", "Unhandled"),
                        "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"Task timed out after 3.00 seconds\"}")))
                .isEqualTo(new Invocation.Unanswered("Sandbox.Timedout", "Task timed out after 3.00 seconds"));
        assertThat(invoke(new Says(200, Map.of("X-Amz-Function-Error", "Unhandled"), "gone")))
                .isEqualTo(new Invocation.Unanswered("Unhandled", "gone"));
        assertThat(invoke(FakeAws.json(400, "SnapStartException", "the afterRestore hook threw")))
                .isInstanceOf(Invocation.Unanswered.class);
    }

    @Test
    void warmingCallsAllEnvironmentsAndTellsOfOneThatDidNotStart() {
        try (FakeAws aws = new FakeAws(json("{\"statusCode\":200}"))) {
            ask(aws, functions -> {
                functions.warm(DIGITS, "3", 4);
                return "warm";
            });
            assertThat(aws.requests())
                    .hasSize(4)
                    .allSatisfy(
                            request -> assertThat(request.body()).contains("\"rawPath\":\"/v2/models/digits/ready\""));
        }
        try (FakeAws aws = new FakeAws(new Says(
                200,
                Map.of("X-Amz-Function-Error", "Unhandled"),
                "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"exit status 1\"}"))) {
            assertThatThrownBy(() -> ask(aws, functions -> {
                        functions.warm(DIGITS, "3", 1);
                        return "warm";
                    }))
                    .isInstanceOf(PlatformException.Unavailable.class)
                    .hasMessageContaining("exit status 1");
        }
    }

    @Test
    void aVersionThatAnAliasNamesIsNotDeleted() {
        for (String alias : new String[] {
            "\"FunctionVersion\":\"3\"",
            "\"FunctionVersion\":\"2\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"3\":0.1}}"
        }) {
            try (FakeAws aws = new FakeAws(json("{\"Aliases\":[{\"Name\":\"live\"," + alias + "}]}"))) {
                assertThatThrownBy(() -> delete(aws, "3"))
                        .isInstanceOf(PlatformException.Refused.class)
                        .hasMessageContaining("the alias live sends traffic to it");
                assertThat(aws.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aVersionIsDeletedByItsNumberAndNothingElseEver() {
        Says deleted = new Says(204, Map.of(), "");
        try (FakeAws aws = new FakeAws(json("{\"Aliases\":[]}"), deleted)) {
            delete(aws, "3");
            assertThat(aws.requests().getLast().method()).isEqualTo("DELETE");
            assertThat(aws.requests().getLast().path()).endsWith("/functions/digits?Qualifier=3");
        }
        try (FakeAws aws = new FakeAws(deleted)) {
            for (String version : new String[] {"$LATEST", "", "live", "0", "1:2"}) {
                delete(aws, version);
            }
            assertThat(aws.requests()).isEmpty();
        }
    }

    private static FunctionVersion publish(FakeAws aws) {
        return ask(aws, functions -> functions.publish(DIGITS, ONE));
    }

    private static List<FunctionVersion> versions(FakeAws aws) {
        return ask(aws, functions -> functions.versions(DIGITS));
    }

    private static void delete(FakeAws aws, String version) {
        ask(aws, functions -> {
            functions.delete(DIGITS, version);
            return version;
        });
    }

    private static State state(String fields) {
        try (FakeAws aws = new FakeAws(json("{" + fields + "}"))) {
            return ask(aws, functions -> functions.state(DIGITS, "1"));
        }
    }

    private static Invocation invoke(Reply reply) {
        try (FakeAws aws = new FakeAws(reply)) {
            return ask(aws, functions -> functions.invoke(DIGITS, "1", "{}".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static <T> T ask(FakeAws aws, Function<FunctionService, T> question) {
        try (AwsClients clients = TestClients.of(aws.settings())) {
            return question.apply(new LambdaFunctionService(
                    clients.lambda(),
                    new FunctionNames(""),
                    new LambdaCalls(
                            clients.lambda(),
                            endpoint -> ("{\"rawPath\":\"/v2/models/" + endpoint + "/ready\"}")
                                    .getBytes(StandardCharsets.UTF_8)),
                    new Backoff(new Random(1), time -> {})));
        }
    }

    private static Says list(Says... functions) {
        return json("{\"Versions\":[" + Stream.of(functions).map(Says::body).collect(Collectors.joining(",")) + "]}");
    }

    private static Says function(String version, Digest digest, String code) {
        return function(version, digest, code, 512);
    }

    private static Says function(String version, Digest digest, String code, int memory) {
        return json("{\"FunctionName\":\"digits\",\"FunctionArn\":\"arn:digits:" + version + "\",\"Version\":\""
                + version + "\",\"CodeSha256\":\"" + code + "\",\"MemorySize\":" + memory
                + ",\"RevisionId\":\"revision-" + version + "\",\"Environment\":{\"Variables\":{\"SLIPWAY_MODEL\":\""
                + digest + "\"}}}");
    }

    private static Says json(String body) {
        return new Says(200, Map.of("Content-Type", "application/json"), body);
    }
}
