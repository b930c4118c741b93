package dev.slipway.core.control;

import static dev.slipway.core.control.World.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.control.World.Behaviour;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People whose credentials may record what they decide, and may not move weights: a workflow's role, for one. */
class DistanceTest {

    private static final String DENIED = "is not authorized to perform: lambda:UpdateAlias";

    private final World world = new World(6);
    private final Controller there = world.controller();
    private final List<String> left = new ArrayList<>();
    private final Controller hand = Controller.atDistance(
            new Ports(
                    world.functions,
                    new DenyingRouter(world.router),
                    world.metrics,
                    world.alarms,
                    world.releases,
                    world.models),
            () -> world.now,
            Duration.ofMinutes(2),
            left::add);

    /** Shows weights and moves none. */
    private record DenyingRouter(Router router) implements Router {
        @Override
        public int maxArms() {
            return router.maxArms();
        }

        @Override
        public Optional<Routing> routing(ModelName endpoint) {
            return router.routing(endpoint);
        }

        @Override
        public Routing create(ModelName endpoint, Weights weights) {
            throw new PlatformException.Refused(DENIED);
        }

        @Override
        public Routing shift(ModelName endpoint, String revision, Weights weights) {
            throw new PlatformException.Refused(DENIED);
        }
    }

    @BeforeEach
    void somethingServes() {
        world.serveFirst(there);
    }

    private void start(ReleasePlan plan) {
        there.start(new StartRequest(DIGITS, world.pack("v2", Behaviour.HEALTHY), plan, "ann", ""));
        there.tick(DIGITS);
    }

    private static ReleasePlan asking() {
        return World.preset("canary")
                .withSteps(List.of(
                        new Step.Verify(1),
                        new Step.Ask(List.of()),
                        new Step.Shift(new BigDecimal("0.5"), Duration.ofMinutes(1), Duration.ofHours(1), 20)));
    }

    private void lookThere() {
        world.now = world.now.plusSeconds(1);
        there.tick(DIGITS);
    }

    @Test
    void aRollbackIsRecordedAndTheControllerThereCarriesItOut() {
        start(World.preset("canary"));
        String before = world.weights();

        EndpointStatus told = hand.rollback(DIGITS, "bob", "labels look wrong");

        assertThat(told.release().orElseThrow().status().word()).isEqualTo("rolled-back");
        assertThat(told.weights()).map(Weights::toString).contains(before);
        assertThat(left).isNotEmpty().containsOnly(DENIED);
        lookThere();
        assertThat(world.router.routing(DIGITS).orElseThrow().weights().shares())
                .containsOnlyKeys("1");
        assertThat(world.reason(there)).isEqualTo("rolled back by bob: labels look wrong");
        assertThat(there.history(DIGITS)).extracting(Event::type).endsWith(Event.Type.ROLLED_BACK, Event.Type.SHIFTED);
    }

    @Test
    void aPromotionIsRecordedAndTheControllerThereCarriesItOut() {
        start(World.preset("canary"));

        hand.promote(DIGITS, "bob", "seen working");
        assertThat(world.state(there)).isEqualTo("promoted");
        lookThere();

        assertThat(world.router.routing(DIGITS).orElseThrow().weights().shares())
                .containsOnlyKeys("2");
    }

    @Test
    void anApprovalOfWhoeverMayNotMoveWeightsRollsNothingBack() {
        start(asking());
        assertThat(world.state(there)).isEqualTo("waiting");

        hand.approve(DIGITS, "bob", "");

        assertThat(world.state(there)).isEqualTo("running");
        lookThere();
        assertThat(world.state(there)).isEqualTo("running");
        assertThat(world.router.routing(DIGITS).orElseThrow().weights().shares().get("2"))
                .isEqualByComparingTo("0.5");
    }

    @Test
    void whoChangesTheirMindWithinTheMinuteIsHeardToo() {
        start(asking());

        hand.approve(DIGITS, "bob", "");
        hand.pause(DIGITS, "bob", "a moment");
        hand.resume(DIGITS, "bob", "");
        hand.rollback(DIGITS, "bob", "no");
        lookThere();

        assertThat(world.state(there)).isEqualTo("rolled-back");
        assertThat(world.router.routing(DIGITS).orElseThrow().weights().shares())
                .containsOnlyKeys("1");
        assertThatThrownBy(() -> hand.promote(DIGITS, "bob", "")).isInstanceOf(RefusedException.class);
    }

    @Test
    void noReleaseBeginsOverOneWhoseEndWasNotCarriedOut() {
        start(World.preset("canary"));
        hand.rollback(DIGITS, "bob", "no");
        StartRequest next =
                new StartRequest(DIGITS, world.pack("v3", Behaviour.HEALTHY), World.preset("canary"), "bob", "");

        assertThatThrownBy(() -> hand.start(next))
                .isInstanceOf(PlatformException.Unavailable.class)
                .hasMessageContaining("has ended but not everything was done yet; try again");
        lookThere();
        assertThat(hand.start(next).release().orElseThrow().id()).isEqualTo("digits-3");
    }

    @Test
    void theControllerItselfBelievesTheRouter() {
        start(asking());
        hand.approve(DIGITS, "bob", "");
        Controller denied = world.controller(new Ports(
                world.functions,
                new DenyingRouter(world.router),
                world.metrics,
                world.alarms,
                world.releases,
                world.models));

        assertThatThrownBy(() -> denied.tick(DIGITS)).hasMessageContaining(DENIED);
        assertThat(world.reason(there)).contains("the router refuses the weights: " + DENIED);
    }
}
