package dev.slipway.functions.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.StageKind;
import dev.slipway.functions.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The custom resource, as CloudFormation meets it: an event comes in, an answer is put to an address. */
class AliasHandlerTest {

    private final Stage stage = new Stage();
    private final List<JsonReader> answers = new CopyOnWriteArrayList<>();
    private final List<String> contentTypes = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer cloudFormation;

    AliasHandlerTest() throws IOException {
        cloudFormation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void listen() {
        cloudFormation.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                if (refusals.getAndDecrement() > 0) {
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
                contentTypes.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().getOrDefault("Content-Type", List.of("")));
                answers.add(JsonReader.parse("answer", body));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        cloudFormation.start();
    }

    @AfterEach
    void stop() {
        cloudFormation.stop(0);
    }

    @Test
    void theFirstVersionIsPublishedProvenAndThenServes() throws IOException {
        stage.deployed.put(Stage.ECHO, stage.pack());

        ask("Create");

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.text("Status")).isEqualTo("SUCCESS");
            assertThat(answer.text("PhysicalResourceId")).isEqualTo("slipway:echo");
            assertThat(answer.text("RequestId")).isEqualTo("request-1");
        });
        assertThat(weights()).isEqualTo("1=1");
        assertThat(stage.models.tag("echo:stable")).contains(stage.deployed.get(Stage.ECHO));
        assertThat(stage.controller().history(Stage.ECHO))
                .first()
                .satisfies(event -> assertThat(event.by()).isEqualTo("cloudformation"));
        assertThat(contentTypes).containsExactly("PUT []");
    }

    @Test
    void aVersionThatAnswersAnotherThingThanItsSamplesSayGetsNoAlias() throws IOException {
        stage.deployed.put(Stage.ECHO, stage.pack());
        stage.says = 3;

        ask("Create");

        assertThat(reason())
                .contains("version 1 of echo was not let to clients")
                .contains("sample line 1");
        assertThat(weights()).isEqualTo("none");
    }

    @Test
    void aPackageThatIsNotInTheStoreIsAskedForByTheCommandThatPutsItThere() throws IOException {
        stage.deployed.put(Stage.ECHO, Digest.of(new byte[] {1}));

        ask("Create");

        assertThat(reason()).contains("slipway push FOLDER --stage prod");
        assertThat(weights()).isEqualTo("none");
    }

    @Test
    void aFunctionThatNamesNoPackageIsSaidSo() throws IOException {
        ask("Create");

        assertThat(reason()).isEqualTo("the function of echo names no package in SLIPWAY_MODEL");
    }

    @Test
    void anUpdateAndADeletionLeaveTheWeightsAlone() throws IOException {
        stage.deployed.put(Stage.ECHO, stage.pack());
        ask("Create");
        stage.functions.deploy("other code");

        ask("Update");
        ask("Delete");

        assertThat(answers)
                .extracting(answer -> answer.text("Status"))
                .containsExactly("SUCCESS", "SUCCESS", "SUCCESS");
        assertThat(weights()).isEqualTo("1=1");
        assertThat(stage.functions.versions(Stage.ECHO)).hasSize(1);
    }

    @Test
    void madeAgainItLeavesTheAliasAsItIs() throws IOException {
        stage.deployed.put(Stage.ECHO, stage.pack());
        ask("Create");
        stage.functions.deploy("other code");

        ask("Create");

        assertThat(weights()).isEqualTo("1=1");
        assertThat(stage.controller().history(Stage.ECHO))
                .extracting(event -> event.release())
                .containsOnly("echo-1");
    }

    @Test
    void aTryThatDiedIsBegunAnew() throws IOException {
        stage.deployed.put(Stage.ECHO, stage.pack());
        stage.functions.publishAs(new State.Pending());
        stage.controller()
                .start(new StartRequest(
                        Stage.ECHO,
                        stage.deployed.get(Stage.ECHO),
                        Presets.named("all-at-once", StageKind.AWS).orElseThrow(),
                        "cloudformation",
                        "a try that died"));
        stage.functions.set(Stage.ECHO, "1", new State.Active());

        ask("Create");

        assertThat(answers.getFirst().text("Status")).isEqualTo("SUCCESS");
        assertThat(weights()).isEqualTo("1=1");
    }

    @Test
    void whatIsNotReadyInTimeIsRolledBackAndSaid() throws IOException {
        stage.deployed.put(Stage.ECHO, stage.pack());
        stage.functions.publishAs(new State.Pending());

        ask("Create");

        assertThat(reason()).contains("version 1 of echo was not let to clients");
        assertThat(stage.controller().status(Stage.ECHO).orElseThrow().candidates())
                .isEmpty();
        assertThat(weights()).isEqualTo("none");
    }

    @Test
    void aCallWithoutTimeLeftRollsBackAtOnce() throws IOException {
        stage.deployed.put(Stage.ECHO, stage.pack());
        stage.functions.publishAs(new State.Pending());

        ask("Create", 10_000);

        assertThat(reason()).contains("the time that CloudFormation waits is up");
    }

    @Test
    void anAnswerThatGetsLostIsSentAgain() throws IOException {
        refusals.set(2);

        ask("Delete");

        assertThat(answers).hasSize(1);
    }

    private String reason() {
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().text("Status")).isEqualTo("FAILED");
        return answers.getFirst().text("Reason");
    }

    private String weights() {
        return stage.router
                .routing(Stage.ECHO)
                .map(routing -> routing.weights().shares().toString().replaceAll("[{}]", ""))
                .orElse("none");
    }

    private void ask(String kind) throws IOException {
        ask(kind, 900_000);
    }

    private void ask(String kind, int remainingMillis) throws IOException {
        byte[] event = JsonText.canonical(Json.object()
                .with("RequestType", Json.of(kind))
                .with(
                        "ResponseURL",
                        Json.of("http://127.0.0.1:"
                                + cloudFormation.getAddress().getPort() + "/answer"))
                .with("StackId", Json.of("arn:aws:cloudformation:eu-central-1:123456789012:stack/SlipwayModel/1"))
                .with("RequestId", Json.of("request-1"))
                .with("LogicalResourceId", Json.of("EndpointAlias"))
                .with("ResourceProperties", Json.object().with("Model", Json.of("echo"))));
        new AliasHandler(
                        stage.firstRelease(),
                        new AnswerSender(time -> {}),
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .handleRequest(
                        new ByteArrayInputStream(event),
                        OutputStream.nullOutputStream(),
                        new TestContext("call", "arn", remainingMillis));
    }
}
