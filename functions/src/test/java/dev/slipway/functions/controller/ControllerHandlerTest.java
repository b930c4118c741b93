package dev.slipway.functions.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.control.Event;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.functions.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller as Lambda calls it: each minute, or because an alarm fires. */
class ControllerHandlerTest {

    private final Stage stage = new Stage();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void serveAFirstVersion() throws InterruptedException {
        stage.alarms.set("business", AlarmState.OK);
        stage.deployed.put(Stage.ECHO, stage.pack());
        stage.firstRelease().make(Stage.ECHO, "a test", () -> false);
    }

    @Test
    void aReleaseGoesOnByCallsAlone() {
        release();

        call();

        assertThat(stage.router.routing(Stage.ECHO).orElseThrow().weights().shares())
                .containsOnlyKeys("1", "2");
    }

    @Test
    void aFiringAlarmPutsTheWeightsBackAtTheNextCallAndTheRecordSaysWhy() {
        release();
        call();
        stage.alarms.set("business", AlarmState.ALARM);

        call();

        assertThat(stage.router.routing(Stage.ECHO).orElseThrow().weights().shares())
                .containsOnlyKeys("1");
        assertThat(stage.controller().history(Stage.ECHO))
                .filteredOn(event -> event.type() == Event.Type.ROLLED_BACK)
                .singleElement()
                .satisfies(event -> assertThat(event.json().toString()).contains("alarm business fires"));
    }

    @Test
    void eachMinuteOfAReleaseLeavesItsEvidenceAsAMetric() {
        release();

        call();

        JsonReader line = out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(text -> text.contains("\"_aws\""))
                .map(text -> JsonReader.parse("line", text.getBytes(StandardCharsets.UTF_8)))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(line.text("FunctionName")).isEqualTo("slipway-prod-echo");
        assertThat(line.number("Evidence")).isZero();
        assertThat(line.number("CandidateShare")).isEqualTo(0.1);
        assertThat(line.text("step")).isEqualTo("shift 10%");
    }

    @Test
    void whatEndedAReleaseIsToldOnceMoreSoThatItsAlarmCanSeeIt() {
        release();
        call();
        stage.alarms.set("business", AlarmState.ALARM);
        out.reset();

        call();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"state\":\"rolled-back\"");
    }

    @Test
    void withoutAReleaseNothingIsSaid() {
        stage.now = stage.now.plus(Duration.ofMinutes(5));

        call();

        assertThat(out.size()).isZero();
    }

    @Test
    void aCallInWhichAnEndpointFailsFailsByName() {
        release();
        stage.releases.create("_endpoints/broken.json", "{}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::call).hasMessageStartingWith("broken: ");
        assertThat(stage.router.routing(Stage.ECHO).orElseThrow().weights().shares())
                .as("the other endpoint had its turn")
                .containsOnlyKeys("1", "2");
    }

    private void release() {
        stage.functions.deploy("other code");
        Digest digest = stage.pack();
        stage.controller().start(new StartRequest(Stage.ECHO, digest, plan(), "ann", "a test"));
        stage.now = stage.now.plus(Duration.ofMinutes(1));
    }

    private static ReleasePlan plan() {
        String text = "release: {plan: canary, alarms: [business]}";
        return ReleaseSpec.parse("plan.yaml", text.getBytes(StandardCharsets.UTF_8))
                .plan(StageKind.AWS);
    }

    private void call() {
        new ControllerHandler(
                        stage.controller(),
                        Optional.empty(),
                        new EvidenceLine(model -> "slipway-prod-" + model),
                        () -> stage.now,
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .handleRequest(
                        new ByteArrayInputStream(new byte[0]),
                        OutputStream.nullOutputStream(),
                        new TestContext("call", "arn"));
        stage.now = stage.now.plus(Duration.ofMinutes(1));
    }
}
