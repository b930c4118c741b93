package dev.slipway.core.simulation;

import dev.slipway.core.platform.FunctionService.State;
import java.util.random.RandomGenerator;

/**
 * How a version behaves.
 *
 * @param errors the share of its calls that fail
 * @param milliseconds how long a usual call takes
 * @param factor what it multiplies its input with: 2 is right
 * @param state how it is when it was just published
 */
record Behaviour(double errors, int milliseconds, int factor, State state) {

    static final Behaviour HEALTHY = new Behaviour(0.005, 10, 2, new State.Active());

    /** Whether it is no worse than any version can be. */
    boolean isHealthy() {
        return errors == HEALTHY.errors && milliseconds == HEALTHY.milliseconds && factor == HEALTHY.factor;
    }

    static Behaviour drawn(RandomGenerator random) {
        return switch (random.nextInt(10)) {
            case 0 -> new Behaviour(0.5, 10, 2, new State.Active());
            case 1 -> new Behaviour(0.1, 10, 2, new State.Active());
            case 2 -> new Behaviour(0.005, 40, 2, new State.Active());
            case 3 -> new Behaviour(0.005, 10, 3, new State.Active());
            case 4 -> new Behaviour(0.005, 10, 2, new State.Pending());
            case 5 -> new Behaviour(0.005, 10, 2, new State.Failed("no such handler"));
            default -> HEALTHY;
        };
    }
}
