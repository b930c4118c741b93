package dev.slipway.functions.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.control.CommitReports;
import dev.slipway.core.control.Event;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Origin;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseReport.Standing;
import dev.slipway.core.platform.Reporter;
import dev.slipway.core.platform.memory.MemoryReporter;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.functions.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller as Lambda calls it: each minute, or because an alarm fires. */
class ControllerHandlerTest {

    private final Stage stage = new Stage();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static final Origin PUSH = Origin.of("acme/models", "0123456789abcdef0123456789abcdef01234567");

    private final MemoryReporter commit = new MemoryReporter();
    private Reporter door = commit;

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

    @Test
    void theCommitIsToldAfterEverythingElse() {
        release();
        call();
        stage.alarms.set("business", AlarmState.ALARM);

        call();

        assertThat(commit.last("echo-2").orElseThrow())
                .satisfies(report -> assertThat(report.standing()).isEqualTo(Standing.ROLLED_BACK))
                .satisfies(report -> assertThat(report.text()).contains("alarm business fires"))
                .satisfies(report -> assertThat(report.page()).contains(URI.create("https://example.com/echo-2")));
    }

    @Test
    void thatNobodyListensFailsNoCallAndIsToldLater() {
        door = report -> {
            throw new PlatformException.Unavailable("GitHub does not answer");
        };
        release();

        call();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("echo: its commit could not be told");
        assertThat(stage.router.routing(Stage.ECHO).orElseThrow().weights().shares())
                .containsOnlyKeys("1", "2");
        door = commit;
        call();
        assertThat(commit.last("echo-2").orElseThrow().standing()).isEqualTo(Standing.RUNNING);
    }

    @Test
    void aVerdictThatTheTokenMayNotTellIsToldWithTheNextOne() {
        List<String> made = new ArrayList<>();
        LateReporter late = new LateReporter(() -> {
            made.add("one");
            return made.size() > 2
                    ? commit
                    : report -> {
                        throw new PlatformException.Denied("the token is not valid any more");
                    };
        });
        door = late;
        release();
        call();
        stage.alarms.set("business", AlarmState.ALARM);
        call();
        assertThat(made).hasSize(2);
        assertThat(commit.last("echo-2")).isEmpty();

        stage.now = stage.now.plus(Duration.ofHours(1));
        call();

        assertThat(commit.last("echo-2").orElseThrow().standing()).isEqualTo(Standing.ROLLED_BACK);
        assertThat(stage.controller().history(Stage.ECHO))
                .extracting(Event::type)
                .contains(Event.Type.NOT_REPORTED);
    }

    private void release() {
        stage.functions.deploy("other code");
        Digest digest = stage.pack();
        stage.controller()
                .start(new StartRequest(Stage.ECHO, digest, plan(), "ann", "a test", List.of(), Optional.of(PUSH)));
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
                        Optional.of(new CommitReports(
                                stage.releases,
                                report -> door.report(report),
                                "prod",
                                release -> Optional.of(URI.create("https://example.com/" + release)),
                                () -> stage.now,
                                event -> {})),
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
