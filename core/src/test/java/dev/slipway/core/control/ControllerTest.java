package dev.slipway.core.control;

import static dev.slipway.core.control.World.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.control.World.Behaviour;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControllerTest {

    private final World world = new World(1);
    private final Controller controller = world.controller();

    private void release(String weights, Behaviour behaviour, ReleasePlan plan) {
        controller.start(new StartRequest(DIGITS, world.pack(weights, behaviour), plan, "ann", "better"));
    }

    @Test
    void theFirstReleaseOfANameIsProofAndThenAllTraffic() {
        Digest first = world.serveFirst(controller);

        assertThat(world.weights()).isEqualTo("1: 1");
        assertThat(world.state(controller)).isEqualTo("promoted");
        assertThat(world.models.tag("digits:stable")).contains(first);
    }

    @Test
    void aHealthyCandidateGoesTenFiftyHundred() {
        world.serveFirst(controller);
        release("v2", Behaviour.HEALTHY, World.preset("canary"));
        controller.tick(DIGITS);
        assertThat(world.weights()).isEqualTo("1: 0.9, 2: 0.1");

        world.run(controller, Duration.ofSeconds(33), 200);
        assertThat(world.weights()).isEqualTo("1: 0.5, 2: 0.5");
        world.run(controller, Duration.ofSeconds(33), 200);
        assertThat(world.weights()).isEqualTo("2: 1");
        assertThat(world.state(controller)).isEqualTo("running");
        world.run(controller, Duration.ofSeconds(17), 200);

        assertThat(world.state(controller)).isEqualTo("promoted");
        assertThat(world.models.tag("digits:stable"))
                .contains(controller
                        .status(DIGITS)
                        .orElseThrow()
                        .stable()
                        .orElseThrow()
                        .digest());
    }

    @Test
    void aFaultyCandidateIsRolledBackWithTheNumber() {
        world.serveFirst(controller);
        release("faulty", new Behaviour(0.05, Duration.ofMillis(10), 2), World.preset("canary"));

        world.run(controller, Duration.ofSeconds(30), 200);

        assertThat(world.state(controller)).isEqualTo("rolled-back");
        assertThat(world.weights()).isEqualTo("1: 1");
        assertThat(world.reason(controller)).contains("log E").contains("reached ln(1/alpha) 4.61");
    }

    @Test
    void aSlowCandidateIsRolledBackByLatency() {
        world.serveFirst(controller);
        world.run(controller, Duration.ofSeconds(10), 200);
        release("slow", new Behaviour(0.005, Duration.ofMillis(15), 2), World.preset("canary"));

        world.run(controller, Duration.ofSeconds(15), 200);

        assertThat(world.state(controller)).isEqualTo("rolled-back");
        assertThat(world.reason(controller)).contains("latency q");
    }

    @Test
    void aCandidateThatAnswersItsSamplesWronglyNeverGetsTraffic() {
        world.serveFirst(controller);
        release("wrong", new Behaviour(0, Duration.ofMillis(10), 3), World.preset("all-at-once"));

        controller.tick(DIGITS);

        assertThat(world.state(controller)).isEqualTo("rolled-back");
        assertThat(world.weights()).isEqualTo("1: 1");
        assertThat(world.reason(controller))
                .contains("sample line 1: output \"y\" at index [0]: expected 4 within 0.001 + 0 of it, found 6");
    }

    @Test
    void withoutTrafficNothingAdvances() {
        world.serveFirst(controller);
        release("v2", Behaviour.HEALTHY, World.preset("canary"));

        world.run(controller, Duration.ofMinutes(6), 0);

        assertThat(world.weights()).isEqualTo("1: 0.9, 2: 0.1");
        assertThat(world.state(controller)).isEqualTo("waiting");
        assertThat(world.reason(controller)).contains("0 of at least 20 requests");
    }

    @Test
    void withoutMetricsNothingAdvances() {
        world.serveFirst(controller);
        release("v2", Behaviour.HEALTHY, World.preset("canary"));
        world.metrics.fail("the metrics are down");

        world.run(controller, Duration.ofMinutes(4), 100);
        assertThat(world.weights()).isEqualTo("1: 0.9, 2: 0.1");
        world.metrics.recover();
        world.run(controller, Duration.ofSeconds(2), 100);

        assertThat(world.weights()).isEqualTo("1: 0.5, 2: 0.5");
    }

    @Test
    void aSecondReleaseIsToldWhatRuns() {
        world.serveFirst(controller);
        release("v2", Behaviour.HEALTHY, World.preset("canary"));
        controller.tick(DIGITS);

        assertThatThrownBy(() -> release("v3", Behaviour.HEALTHY, World.preset("canary")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("release digits-2")
                .hasMessageContaining("started by ann")
                .hasMessageContaining("running at shift 10%");
    }

    @Test
    void whatServesAlreadyIsNotReleasedAgainUnlessTheCodeIsNew() {
        Digest first = world.serveFirst(controller);
        StartRequest again = new StartRequest(DIGITS, first, World.preset("all-at-once"), "ben", "");

        assertThatThrownBy(() -> controller.start(again))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("there is nothing to release");
        world.functions.deploy("code-2");
        controller.start(again);
        controller.tick(DIGITS);

        assertThat(world.weights()).isEqualTo("2: 1");
    }

    @Test
    void peoplePromoteRollBackPauseResumeAndAreRemembered() {
        world.serveFirst(controller);
        release("v2", Behaviour.HEALTHY, World.preset("canary"));
        assertThatThrownBy(() -> controller.promote(DIGITS, "ann", "hurry"))
                .hasMessageContaining("has not passed its proof");
        controller.tick(DIGITS);
        controller.pause(DIGITS, "ben", "lunch");
        world.run(controller, Duration.ofSeconds(60), 100);
        assertThat(world.weights()).isEqualTo("1: 0.9, 2: 0.1");
        assertThat(world.state(controller)).isEqualTo("paused");

        controller.resume(DIGITS, "ben", "back");
        controller.promote(DIGITS, "ann", "looks good");
        assertThat(world.weights()).isEqualTo("2: 1");
        assertThatThrownBy(() -> controller.rollback(DIGITS, "cem", "panic"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("promoted by ann: looks good");

        assertThat(controller.history(DIGITS))
                .filteredOn(event -> !event.by().equals(Event.CONTROLLER))
                .extracting(event -> event.type().word() + " " + event.by())
                .containsExactly("started ann", "started ann", "paused ben", "resumed ben", "promoted ann");
    }

    @Test
    void aPausedCandidateThatFailsIsRolledBackAllTheSame() {
        world.serveFirst(controller);
        release("faulty", new Behaviour(0.3, Duration.ofMillis(10), 2), World.preset("canary"));
        controller.tick(DIGITS);
        controller.pause(DIGITS, "ben", "");

        world.run(controller, Duration.ofSeconds(20), 200);

        assertThat(world.state(controller)).isEqualTo("rolled-back");
    }

    @Test
    void onlyThoseNamedApprove() {
        world.serveFirst(controller);
        ReleasePlan plan = World.preset("canary")
                .withSteps(List.of(
                        new Step.Verify(1),
                        new Step.Ask(List.of("team-ml")),
                        new Step.Shift(BigDecimal.ONE, Duration.ZERO, Duration.ofMinutes(1), 0)));
        release("v2", Behaviour.HEALTHY, plan);
        world.run(controller, Duration.ofSeconds(5), 10);
        assertThat(world.state(controller)).isEqualTo("waiting");
        assertThat(world.weights()).isEqualTo("1: 1");

        assertThatThrownBy(() -> controller.approve(DIGITS, "ben", "me too"))
                .hasMessageContaining("team-ml, not of ben");
        controller.approve(DIGITS, "team-ml", "reviewed");
        controller.tick(DIGITS);

        assertThat(world.weights()).isEqualTo("2: 1");
        assertThat(world.state(controller)).isEqualTo("promoted");
    }

    @Test
    void anAlarmRollsBackAndOneThatFiredBeforeIsRefusedUnlessExcused() {
        world.serveFirst(controller);
        ReleasePlan plan = withAlarm(World.preset("canary"), "business");
        assertThatThrownBy(() -> release("v2", Behaviour.HEALTHY, plan)).hasMessageContaining("no alarm \"business\"");
        world.alarms.set("business", AlarmState.ALARM);
        assertThatThrownBy(() -> release("v2", Behaviour.HEALTHY, plan)).hasMessageContaining("fires already");

        Digest second = world.pack("v2", Behaviour.HEALTHY);
        controller.start(new StartRequest(DIGITS, second, plan, "ann", "mends it", List.of("business")));
        world.run(controller, Duration.ofSeconds(5), 100);
        assertThat(world.state(controller)).isEqualTo("running");
        world.alarms.set("business", AlarmState.OK);
        world.run(controller, Duration.ofSeconds(1), 100);
        world.alarms.set("business", AlarmState.ALARM);
        world.run(controller, Duration.ofSeconds(1), 100);

        assertThat(world.state(controller)).isEqualTo("rolled-back");
        assertThat(world.reason(controller)).isEqualTo("alarm business fires (alarms stand outside alpha)");
    }

    @Test
    void aPendingVersionIsWaitedForAndAFailedOneIsRolledBack() {
        world.serveFirst(controller);
        world.functions.publishAs(new FunctionService.State.Pending());
        release("v2", Behaviour.HEALTHY, World.preset("canary"));
        world.run(controller, Duration.ofSeconds(10), 0);
        assertThat(world.weights()).isEqualTo("1: 1");
        assertThat(world.state(controller)).isEqualTo("running");

        world.functions.set(DIGITS, "2", new FunctionService.State.Failed("the handler class is missing"));
        controller.tick(DIGITS);

        assertThat(world.state(controller)).isEqualTo("rolled-back");
        assertThat(world.reason(controller)).contains("the handler class is missing");
    }

    @Test
    void statusAndEventsAreInTheFormThatIsPromised() {
        world.serveFirst(controller);
        release("v2", Behaviour.HEALTHY, World.preset("canary"));
        world.run(controller, Duration.ofSeconds(3), 100);

        EndpointStatus status = controller.status(DIGITS).orElseThrow();
        assertThat(status.json().fields()).containsOnlyKeys("model", "stable", "candidates", "weights", "release");
        assertThat(dev.slipway.core.json.JsonText.write(status.json()))
                .startsWith("{\"model\":\"digits\",\"stable\":{\"version\":\"1\",\"digest\":\"sha256:")
                .contains("\"weights\":{\"1\":0.9,\"2\":0.1}")
                .contains("\"id\":\"digits-2\",\"plan\":\"canary\",\"step\":\"shift 10%\",\"state\":\"running\"");
        ReleaseSummary summary = controller.release("digits-2").orElseThrow();
        assertThat(summary.state()).isEqualTo("running");
        assertThat(summary.events().getFirst().type()).isEqualTo(Event.Type.STARTED);
        assertThat(controller.release("digits-9")).isEmpty();
        assertThat(controller.release("nonsense")).isEmpty();
    }

    @Test
    void aPackageOfAnotherModelOrNoneAtAllIsRefused() {
        Digest other = Packages.put(world.models, new dev.slipway.core.model.ModelName("iris"), "w", Optional.empty());

        assertThatThrownBy(() -> controller.start(new StartRequest(DIGITS, other, World.preset("canary"), "ann", "")))
                .hasMessageContaining("is of the model iris, not of digits");
        assertThatThrownBy(() -> controller.start(
                        new StartRequest(DIGITS, Digest.of(new byte[0]), World.preset("canary"), "ann", "")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no package");
        assertThat(controller.status(DIGITS)).isEmpty();
    }

    private static ReleasePlan withAlarm(ReleasePlan plan, String alarm) {
        return new ReleasePlan(
                plan.name(),
                plan.steps(),
                plan.advance(),
                plan.onInconclusive(),
                plan.alpha(),
                plan.beta(),
                plan.tolerate(),
                plan.slo(),
                plan.quantiles(),
                List.of(alarm));
    }
}
