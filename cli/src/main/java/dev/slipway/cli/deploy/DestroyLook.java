package dev.slipway.cli.deploy;

import dev.slipway.aws.Stacks.Stack;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at what there is to be taken away. */
final class DestroyLook {

    private DestroyLook() {}

    /**
     * Looks.
     *
     * @param served the models that {@code stages.yaml} names
     */
    static DestroyPlan.Found at(Ground ground, List<ModelName> served, InstantSource clock) {
        Map<ModelName, Optional<Stack>> models = new TreeMap<>();
        Map<ModelName, Stack> others = new TreeMap<>();
        Map<ModelName, Seen.Running> running = new TreeMap<>();
        served.forEach(
                model -> models.put(model, ground.stacks().find(ground.names().modelStack(model))));
        Controller controller = new Controller(ground.ports(), clock, Duration.ofMinutes(1), _ -> {});
        for (ModelName model : recorded(controller)) {
            controller
                    .status(model)
                    .flatMap(EndpointStatus::release)
                    .filter(release -> !release.status().isFinal())
                    .ifPresent(release -> running.put(model, Look.running(release)));
            if (!served.contains(model)) {
                ground.stacks().find(ground.names().modelStack(model)).ifPresent(stack -> others.put(model, stack));
            }
        }
        return new DestroyPlan.Found(ground.stacks().find(ground.names().platformStack()), models, others, running);
    }

    /** None where there is no bucket. */
    private static List<ModelName> recorded(Controller controller) {
        try {
            return controller.endpoints();
        } catch (PlatformException.Missing e) {
            return List.of();
        }
    }
}
