package dev.slipway.core.control;

import static dev.slipway.core.control.World.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.control.World.Behaviour;
import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.core.release.ReleasePlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an alarm of the plan does to a canary under way, whoever keeps the alarm, and whoever keeps the weights. */
public abstract class AlarmDuringReleaseContract {

    private static final String ALARM = "digits-business-errors";
    private static final String WHY = "alarm " + ALARM + " fires (alarms stand outside alpha)";

    /** The source under test, the same one whenever a test asks again. */
    protected abstract AlarmSource alarms() throws Exception;

    /** Makes an alarm where there is none, and sets it. */
    protected abstract void set(String alarm, AlarmState state) throws Exception;

    /** Who keeps the weights of the endpoint {@code digits}, which has none yet, over the versions 1 and 2. */
    protected Router router(MemoryFunctionService functions) {
        return new MemoryRouter(functions, 2);
    }

    @Test
    void anAlarmPutsTheWeightsBackAtTheControllersNextCallAndTheRecordSaysWhy() throws Exception {
        set(ALARM, AlarmState.OK);
        World world = new World(11, this::router);
        Controller controller = controller(world);
        world.serveFirst(controller);
        controller.start(new StartRequest(DIGITS, world.pack("v2", Behaviour.HEALTHY), plan(), "ann", "better"));
        world.run(controller, Duration.ofSeconds(3), 50);
        assertThat(world.weights()).isEqualTo("1: 0.9, 2: 0.1");

        set(ALARM, AlarmState.ALARM);
        world.calls(50);
        assertThat(world.weights()).as("nobody called the controller").isEqualTo("1: 0.9, 2: 0.1");
        world.now = world.now.plusSeconds(1);
        controller.tick(DIGITS);

        assertThat(world.weights()).isEqualTo("1: 1");
        assertThat(world.state(controller)).isEqualTo("rolled-back");
        assertThat(world.reason(controller)).isEqualTo(WHY);
        Event last = controller(world).history(DIGITS).stream()
                .filter(event -> event.type() == Event.Type.ROLLED_BACK)
                .findFirst()
                .orElseThrow();
        assertThat(last.by()).isEqualTo(Event.CONTROLLER);
        assertThat(last.body().toString()).contains(WHY);
    }

    private Controller controller(World world) throws Exception {
        return world.controller(
                new Ports(world.functions, world.router, world.metrics, alarms(), world.releases, world.models));
    }

    private static ReleasePlan plan() {
        ReleasePlan canary = World.preset("canary");
        return new ReleasePlan(
                canary.name(),
                canary.steps(),
                canary.advance(),
                canary.onInconclusive(),
                canary.alpha(),
                canary.beta(),
                canary.tolerate(),
                canary.slo(),
                canary.quantiles(),
                List.of(ALARM));
    }
}
