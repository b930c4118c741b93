package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.control.Event;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.release.Status;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.infra.V2Clients.Call;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * Whole releases in an emulator: the stage is made of the synthesised templates, the real bundle answers in containers, and
 * clients reach it by the stage's HTTP API, through the weighted alias that the real controller moves. The controller ticks in
 * this process, and reads what clients met from the functions' logs: {@link EmulatedStage} and {@link LogMetricSource} say
 * what is not as on AWS.
 */
@Needs({Capability.STACKS, Capability.FUNCTION_CALLS, Capability.ALIAS_WEIGHTS, Capability.ALARMS, Capability.HTTP_API})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseEmulatorIT {

    private static final String ALARM = "digits-business-errors";
    private static final String STEPS = """
              advance: no-evidence-against
              steps:
                - verify: {restores: 1}
                - shift: {to: 20%, at_least: 6s, at_most: 5m, requests: 10}
                - shift: {to: 50%, at_least: 4s, at_most: 5m, requests: 20}
                - bake: {for: 4s}
            """;

    private final Emulator emulator;
    private EmulatedStage stage;
    private Controller controller;

    ReleaseEmulatorIT(Emulator emulator) {
        this.emulator = emulator;
    }

    @BeforeAll
    void makeTheStage(@TempDir Path folder) throws IOException {
        stage = new EmulatedStage(emulator, folder);
        controller = controller(stage.ports());
    }

    @AfterAll
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    private static Controller controller(Ports ports) {
        return new Controller(ports, InstantSource.system(), Duration.ofMinutes(5), event -> {});
    }

    @Test
    void aBetterModelTakesOverAndEveryCallIsAnswered() throws IOException {
        FunctionVersion stable = stable();
        Digest digest = stage.deploy("v2");
        try (V2Clients clients = stage.clients(0)) {
            ReleaseState ended = release(digest, plan(""));
            List<Call> before = clients.calls();
            List<Call> after = callsFromNow(clients);

            assertThat(ended.status()).as(ended.reason().text()).isInstanceOf(Status.Promoted.class);
            String candidate = ended.candidate().version();
            assertThat(weights()).isEqualTo(Weights.only(candidate));
            assertThat(clients.calls())
                    .allSatisfy(call -> assertThat(call.good()).as(call.body()).isTrue());
            assertThat(before).extracting(Call::version).containsOnly(stable.version(), candidate);
            assertThat(before)
                    .filteredOn(call -> call.version().equals(candidate))
                    .isNotEmpty()
                    .extracting(Call::digest)
                    .containsOnly(digest.toString());
            assertThat(after).extracting(Call::version).containsOnly(candidate);
            say("v2", ended, clients);
        }
    }

    @Test
    void aModelThatAnswers500WithoutThrowingIsRolledBack() throws IOException {
        FunctionVersion stable = stable();
        Digest digest = stage.deploy("faulty");
        try (V2Clients clients = stage.clients(2)) {
            ReleaseState ended = release(digest, plan(""));
            List<Call> after = callsFromNow(clients);

            rolledBackForErrors(ended, stable);
            assertThat(clients.calls())
                    .filteredOn(call -> !call.good())
                    .isNotEmpty()
                    .allSatisfy(call -> {
                        assertThat(call.status()).as(call.body()).isEqualTo(500);
                        assertThat(call.version()).isEqualTo(ended.candidate().version());
                    });
            onlyStableAnswers(after, stable);
            say("faulty", ended, clients);
        }
    }

    @Test
    void aModelWhoseProcessIsEndedIsRolledBack() throws IOException {
        FunctionVersion stable = stable();
        Digest digest = stage.deployHungry();
        try (V2Clients clients = stage.clients(3)) {
            ReleaseState ended = release(digest, plan(""));
            List<Call> after = callsFromNow(clients);

            rolledBackForErrors(ended, stable);
            assertThat(clients.calls())
                    .filteredOn(call -> !call.good())
                    .anySatisfy(call -> assertThat(call.body()).contains("Runtime.ExitError", "signal: killed"))
                    .allSatisfy(call -> assertThat(call.body()).containsAnyOf("signal: killed", "Task timed out"));
            onlyStableAnswers(after, stable);
            say("hungry", ended, clients);
        }
    }

    @Test
    void anAlarmPutsTheAliasBackAtTheControllersNextCallAndTheRecordSaysWhy() throws IOException {
        FunctionVersion stable = stable();
        Digest digest = stage.deploy("v1");
        alarm(StateValue.OK);
        controller.start(
                new StartRequest(EmulatedStage.DIGITS, digest, plan("  alarms: [" + ALARM + "]\n"), "ann", "a canary"));
        String candidate = running().candidate().version();
        until("the candidate has a fifth", () -> {
            tick();
            return weights().equals(fifth(stable, candidate));
        });

        alarm(StateValue.ALARM);
        assertThat(weights()).as("nobody called the controller").isEqualTo(fifth(stable, candidate));
        controller.tick(EmulatedStage.DIGITS);

        assertThat(weights()).isEqualTo(Weights.only(stable.version()));
        assertThat(running().status().word()).isEqualTo("rolled-back");
        assertThat(running().reason().text()).contains("alarm " + ALARM + " fires");
        assertThat(controller.history(EmulatedStage.DIGITS))
                .filteredOn(event -> event.type() == Event.Type.ROLLED_BACK)
                .last()
                .satisfies(event -> assertThat(event.body().toString()).contains("alarm " + ALARM + " fires"));
    }

    @Test
    void ofTwoControllersOneMovesTheAliasAndTheRevisionRefusesTheOther() throws IOException {
        FunctionVersion stable = stable();
        Digest digest = stage.deploy("v1");
        LateRouter late = new LateRouter(stage.router());
        Controller slow = controller(stage.ports(late));
        late.meanwhile(() -> controller.tick(EmulatedStage.DIGITS));
        slow.start(new StartRequest(EmulatedStage.DIGITS, digest, plan(""), "ann", "a race"));
        String candidate = running().candidate().version();
        until("the slow controller was overtaken", () -> {
            slow.tick(EmulatedStage.DIGITS);
            return !late.refusals().isEmpty();
        });

        assertThat(late.refusals()).singleElement().asString().contains("was expected at revision");
        assertThat(weights()).isEqualTo(fifth(stable, candidate));
        assertThat(controller.history(EmulatedStage.DIGITS))
                .filteredOn(event -> event.type() == Event.Type.SHIFTED
                        && event.body().toString().contains("0.2"))
                .filteredOn(event -> event.body().toString().contains(candidate))
                .hasSize(1);
        controller.rollback(EmulatedStage.DIGITS, "ann", "the race is over");
        assertThat(weights()).isEqualTo(Weights.only(stable.version()));
    }

    private static void rolledBackForErrors(ReleaseState ended, FunctionVersion stable) {
        assertThat(ended.status()).as(ended.reason().text()).isInstanceOf(Status.RolledBack.class);
        assertThat(ended.reason().rule()).as(ended.reason().text()).isIn("catastrophe", "errors");
        assertThat(ended.stable()).contains(stable);
    }

    private void onlyStableAnswers(List<Call> after, FunctionVersion stable) {
        assertThat(weights()).isEqualTo(Weights.only(stable.version()));
        assertThat(after).allSatisfy(call -> {
            assertThat(call.good()).as(call.body()).isTrue();
            assertThat(call.version()).isEqualTo(stable.version());
        });
    }

    /** Runs a release to its end. */
    private ReleaseState release(Digest digest, ReleasePlan plan) {
        controller.start(new StartRequest(EmulatedStage.DIGITS, digest, plan, "ann", "a whole release"));
        until("the release has ended", () -> {
            tick();
            return running().status().isFinal();
        });
        return running();
    }

    /** As a tick that fails on AWS, one that fails here is followed by the next. */
    private void tick() {
        try {
            controller.tick(EmulatedStage.DIGITS);
        } catch (PlatformException.Unavailable e) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private ReleaseState running() {
        return controller
                .status(EmulatedStage.DIGITS)
                .flatMap(EndpointStatus::release)
                .orElseThrow();
    }

    private FunctionVersion stable() {
        return controller
                .status(EmulatedStage.DIGITS)
                .flatMap(EndpointStatus::stable)
                .orElseThrow();
    }

    private Weights weights() {
        return controller.routing(EmulatedStage.DIGITS).orElseThrow().weights();
    }

    private static Weights fifth(FunctionVersion stable, String candidate) {
        return Weights.split(stable.version(), candidate, new BigDecimal("0.2"));
    }

    private static ReleasePlan plan(String more) {
        return ReleaseSpec.parse("plan.yaml", ("release:\n" + STEPS + more).getBytes(StandardCharsets.UTF_8))
                .plan(StageKind.AWS);
    }

    private void alarm(StateValue state) {
        var alarms = stage.account().cloudWatch;
        alarms.putMetricAlarm(request -> request.alarmName(ALARM)
                .namespace("Tests")
                .metricName("Refusals")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .treatMissingData("ignore")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        alarms.setAlarmState(
                request -> request.alarmName(ALARM).stateValue(state).stateReason("a test says so"));
    }

    /** Some calls that begin from now on, when they are answered; what began before may still be under way by the old weights. */
    private static List<Call> callsFromNow(V2Clients clients) {
        long begun = clients.begun();
        Supplier<List<Call>> since = () ->
                clients.calls().stream().filter(call -> call.number() >= begun).toList();
        until("calls that began now are answered", () -> since.get().size() >= 20);
        return since.get();
    }

    private static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static void say(String model, ReleaseState ended, V2Clients clients) {
        List<Call> calls = clients.calls();
        System.out.println(model + ": " + ended.status().word() + " after "
                + Duration.between(ended.startedAt(), InstantSource.system().instant())
                        .toSeconds() + " s, "
                + calls.size() + " calls, "
                + calls.stream().filter(call -> !call.good()).count() + " failed; "
                + ended.reason().text());
    }
}
