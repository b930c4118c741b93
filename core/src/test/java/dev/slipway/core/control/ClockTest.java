package dev.slipway.core.control;

import static dev.slipway.core.control.World.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.control.World.Behaviour;
import dev.slipway.core.model.Digest;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is set in the middle of a release, and one that stands still for long. */
class ClockTest {

    private final World world = new World(3);
    private final Controller controller = world.controller();

    private void canary(Behaviour behaviour) {
        world.serveFirst(controller);
        world.run(controller, Duration.ofSeconds(10), 200);
        Digest second = world.pack("v2", behaviour);
        controller.start(new StartRequest(DIGITS, second, World.preset("canary"), "ann", ""));
        controller.tick(DIGITS);
    }

    private List<String> clockEvents() {
        return controller.history(DIGITS).stream()
                .filter(event -> event.type() == Event.Type.CLOCK)
                .map(event -> dev.slipway.core.json.JsonText.write(event.json()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -5, 86_400, 120})
    void aReleaseGoesOnSoonAfterTheClockWasSetAndSaysSo(long seconds) {
        canary(Behaviour.HEALTHY);
        world.run(controller, Duration.ofSeconds(15), 200);
        world.setClock(world.now.plusSeconds(seconds));

        world.run(controller, Duration.ofSeconds(90), 200);

        assertThat(world.state(controller)).isEqualTo("promoted");
        assertThat(clockEvents())
                .singleElement()
                .asString()
                .contains(seconds < 0 ? "the clock went back by " : "nobody looked for ");
    }

    @Test
    void soDoesOneThatBakesWithAllTheTraffic() {
        canary(Behaviour.HEALTHY);
        world.run(controller, Duration.ofSeconds(70), 200);
        assertThat(world.weights()).isEqualTo("2: 1");
        world.setClock(world.now.minusSeconds(7200));

        world.run(controller, Duration.ofSeconds(20), 200);

        assertThat(world.state(controller)).isEqualTo("promoted");
    }

    @Test
    void aFaultyCandidateIsRolledBackSoonAfterTheClockWasSetBack() {
        canary(Behaviour.HEALTHY);
        world.run(controller, Duration.ofSeconds(5), 200);
        world.setClock(world.now.minusSeconds(3600));
        Digest second =
                controller.status(DIGITS).orElseThrow().candidates().getFirst().digest();
        world.behaviours.put(second, new Behaviour(0.5, Duration.ofMillis(10), 2));

        world.run(controller, Duration.ofSeconds(6), 200);

        assertThat(world.state(controller)).isEqualTo("rolled-back");
    }

    @Test
    void timeInWhichNobodyLookedEndsNoStep() {
        world.serveFirst(controller);
        ReleasePlan plan = World.preset("canary")
                .withSteps(List.of(
                        new Step.Verify(1),
                        new Step.Shift(
                                new BigDecimal("0.1"), Duration.ofSeconds(10), Duration.ofSeconds(60), 1_000_000)));
        controller.start(new StartRequest(DIGITS, world.pack("v2", Behaviour.HEALTHY), plan, "ann", ""));
        world.run(controller, Duration.ofSeconds(30), 100);
        world.now = world.now.plusSeconds(3600);
        world.run(controller, Duration.ofSeconds(20), 100);
        assertThat(world.state(controller)).isEqualTo("running");
        assertThat(world.reason(controller)).contains("requests").contains("at 10% of the traffic");

        world.run(controller, Duration.ofSeconds(15), 100);

        assertThat(world.state(controller)).isEqualTo("waiting");
    }

    @Test
    void aControllerWhoseClockIsBehindCountsNoCallTwiceAndSaysWhyItWaits() {
        canary(Behaviour.HEALTHY);
        world.run(controller, Duration.ofSeconds(10), 200);
        long seen = seen();
        Controller late =
                new Controller(world.ports(), () -> world.now.minusSeconds(30), Duration.ofMinutes(2), event -> {});

        world.run(late, Duration.ofSeconds(5), 200);
        assertThat(seen()).isEqualTo(seen);
        assertThat(world.reason(controller))
                .contains("this controller's clock says ")
                .contains("were counted until");

        world.run(controller, Duration.ofSeconds(5), 200);
        assertThat(seen()).isGreaterThan(seen + 1500);
        assertThat(clockEvents()).isEmpty();
    }

    private long seen() {
        var evidence =
                controller.status(DIGITS).orElseThrow().release().orElseThrow().evidence();
        return evidence.stable().requests() + evidence.candidate().requests();
    }

    @Test
    void whatFollowsFromAProofIsDatedAfterIt() {
        world.serveFirst(controller);
        Controller slow = new Controller(world.ports(), () -> world.now, Duration.ofMinutes(2), event -> {});
        world.onInvoke = () -> world.now = world.now.plusSeconds(2);
        slow.start(new StartRequest(DIGITS, world.pack("v2", Behaviour.HEALTHY), World.preset("canary"), "ann", ""));
        slow.tick(DIGITS);
        world.onInvoke = () -> {};

        Event advanced = slow.history(DIGITS).stream()
                .filter(event -> event.type() == Event.Type.ADVANCED)
                .toList()
                .getLast();
        assertThat(Duration.between(World.MORNING, advanced.time())).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void promotingPastAnApprovalNeedsAReasonAndIsRecordedAsSuch() {
        world.serveFirst(controller);
        ReleasePlan plan = World.preset("canary")
                .withSteps(List.of(
                        new Step.Verify(1), new Step.Ask(List.of("team-ml")), new Step.Bake(Duration.ofSeconds(5))));
        controller.start(new StartRequest(DIGITS, world.pack("v2", Behaviour.HEALTHY), plan, "ann", ""));
        controller.tick(DIGITS);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> controller.promote(DIGITS, "ann", ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("asks for the approval of team-ml")
                .hasMessageContaining("--reason");

        controller.promote(DIGITS, "ann", "an incident");

        Event promoted = controller.history(DIGITS).stream()
                .filter(event -> event.type() == Event.Type.PROMOTED)
                .toList()
                .getLast();
        assertThat(dev.slipway.core.json.JsonText.write(promoted.json()))
                .contains("promoted by ann, without the approval of team-ml: an incident")
                .contains("\"skipped\":[\"team-ml\"]");
    }

    @Test
    void aPausedReleaseKeepsItsReasonWhileItIsObserved() {
        canary(Behaviour.HEALTHY);
        controller.pause(DIGITS, "ben", "lunch");
        world.run(controller, Duration.ofSeconds(10), 200);

        assertThat(world.reason(controller)).isEqualTo("paused by ben: lunch");
    }
}
