package dev.slipway.cli.deploy;

import dev.slipway.aws.Stacks.Stack;
import dev.slipway.cli.deploy.Seen.Running;
import dev.slipway.cli.deploy.Seen.There;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.ReleaseState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at a stage and at this machine, and changes neither.
 *
 * @param asked what shall be deployed
 * @param here the store of this machine
 * @param source the other store that the package can be had from, for people
 * @param code the code of this Slipway's bundle as Lambda would name it; asked again each time, for the CDK may build it
 */
record Look(Asked asked, ModelStore here, Optional<String> source, Supplier<Optional<String>> code) {

    /** What can be seen without the stage. */
    Seen blindly(String why) {
        return new Seen(asked, isHere(), source, Optional.empty(), why, code.get(), Set.of());
    }

    /**
     * All of it.
     *
     * @throws PlatformException where the stage cannot be seen
     */
    Seen at(Ground ground, InstantSource clock, Set<DeployStep> done) {
        Optional<Stack> platform = ground.stacks().find(asked.names().platformStack());
        Optional<Stack> stack = ground.stacks().find(asked.stack());
        Optional<List<?>> packages = packages(ground.ports().models());
        Optional<EndpointStatus> endpoint = packages.flatMap(_ -> status(ground, clock));
        There there = new There(
                packages.isPresent(),
                packages.filter(all -> all.contains(asked.digest())).isPresent(),
                platform,
                stack,
                ground.deployed(asked.model()),
                endpoint.filter(status -> status.weights().isPresent()).flatMap(EndpointStatus::stable),
                endpoint.flatMap(EndpointStatus::release)
                        .filter(release -> !release.status().isFinal())
                        .map(Look::running));
        return new Seen(asked, isHere(), source, Optional.of(there), "", code.get(), done);
    }

    private boolean isHere() {
        return here.packages().contains(asked.digest());
    }

    /** Empty where there is no bucket. */
    private static Optional<List<?>> packages(ModelStore store) {
        try {
            return Optional.of(store.packages());
        } catch (PlatformException.Missing e) {
            return Optional.empty();
        }
    }

    private Optional<EndpointStatus> status(Ground ground, InstantSource clock) {
        return new Controller(ground.ports(), clock, Duration.ofMinutes(1), _ -> {}).status(asked.model());
    }

    static Running running(ReleaseState release) {
        return new Running(
                release.id(),
                release.candidate().digest(),
                release.startedBy(),
                release.status().word() + " at " + release.step().label());
    }
}
