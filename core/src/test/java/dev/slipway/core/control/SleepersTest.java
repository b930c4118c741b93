package dev.slipway.core.control;

import static dev.slipway.core.control.World.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.control.World.Behaviour;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.Router;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** I6: a controller that sleeps between what it read and what it does, while another brings all to an end. */
class SleepersTest {

    private final World world = new World(1);
    private final Controller awake = world.controller();
    private final Queue<Runnable> meanwhile = new ArrayDeque<>();
    private boolean beforeTheShift = true;

    /** Sleeps at its shifts, while what waits in {@link #meanwhile} happens. */
    private final Controller sleepy =
            new Controller(withRouter(new SleepyRouter()), () -> world.now, Duration.ofMinutes(2), event -> {});

    private final class SleepyRouter implements Router {
        @Override
        public int maxArms() {
            return world.router.maxArms();
        }

        @Override
        public Optional<Routing> routing(ModelName endpoint) {
            return world.router.routing(endpoint);
        }

        @Override
        public Routing create(ModelName endpoint, Weights weights) {
            return world.router.create(endpoint, weights);
        }

        @Override
        public Routing shift(ModelName endpoint, String revision, Weights weights) {
            if (beforeTheShift) {
                sleep();
                return world.router.shift(endpoint, revision, weights);
            }
            Routing after = world.router.shift(endpoint, revision, weights);
            sleep();
            return after;
        }

        private void sleep() {
            Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
        }
    }

    private Ports withRouter(Router router) {
        Ports ports = world.ports();
        return new Ports(ports.functions(), router, ports.metrics(), ports.alarms(), ports.releases(), ports.models());
    }

    private Digest start(String weights, String plan) {
        Digest digest = world.pack(weights, Behaviour.HEALTHY);
        awake.start(new StartRequest(DIGITS, digest, World.preset(plan), "ann", ""));
        return digest;
    }

    @Test
    void whoSleptThroughARollbackCanNoLongerShiftToTheCandidate() {
        world.serveFirst(awake);
        start("v2", "canary");
        meanwhile.add(() -> awake.rollback(DIGITS, "ben", "no"));

        sleepy.tick(DIGITS);

        assertThat(world.state(awake)).isEqualTo("rolled-back");
        assertThat(world.weights()).isEqualTo("1: 1");
    }

    @Test
    void whoSleptThroughTheNextReleaseCanNoLongerMoveTheTag() {
        world.serveFirst(awake);
        start("v2", "canary");
        awake.tick(DIGITS);
        beforeTheShift = false;
        Digest[] third = new Digest[1];
        meanwhile.add(() -> {
            awake.tick(DIGITS);
            third[0] = start("v3", "canary");
            awake.tick(DIGITS);
            awake.promote(DIGITS, "ann", "");
        });

        sleepy.promote(DIGITS, "ben", "");

        assertThat(world.weights()).isEqualTo("3: 1");
        assertThat(world.models.tag("digits:stable")).contains(third[0]);
    }

    @Test
    void aDeedIsForTheReleaseThatThePersonSaw() {
        world.serveFirst(awake);
        start("v2", "canary");
        awake.tick(DIGITS);
        Router.Routing now = world.router.routing(DIGITS).orElseThrow();
        world.router.shift(DIGITS, now.revision(), Weights.only("1"));
        meanwhile.add(() -> {
            awake.rollback(DIGITS, "cem", "no");
            start("v3", "canary");
        });

        assertThatThrownBy(() -> sleepy.pause(DIGITS, "ben", "lunch"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("release digits-2 has ended by now, and release digits-3 has begun; look at it before you"
                        + " act on it");
        assertThat(world.state(awake)).isEqualTo("running");
    }
}
