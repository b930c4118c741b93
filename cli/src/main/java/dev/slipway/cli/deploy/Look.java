package dev.slipway.cli.deploy;

import dev.slipway.aws.Stacks.Stack;
import dev.slipway.aws.Stacks.State;
import dev.slipway.cli.deploy.Seen.Changes;
import dev.slipway.cli.deploy.Seen.Running;
import dev.slipway.cli.deploy.Seen.There;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.release.ReleaseState;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a stage and at this machine, and changes neither.
 *
 * @param asked what shall be deployed
 * @param here the store of this machine
 * @param source the other store that the package can be had from, for people
 * @param writing the templates as they are written now
 */
record Look(Asked asked, ModelStore here, Optional<String> source, Writing writing) {

    /** Writes templates. */
    @FunctionalInterface
    interface Writing {

        /** The stage's templates; empty where they cannot be written yet, because the package is not on this machine. */
        Optional<Templates> templates() throws IOException, InterruptedException;
    }

    /** What can be seen without the stage. */
    Seen blindly(String why) {
        return new Seen(asked, isHere(), source, Optional.empty(), why, Set.of());
    }

    /**
     * All of it. The templates are written where they are needed, which takes a while: not where nothing can be deployed
     * now, nor where this package's release runs already.
     *
     * @throws PlatformException where the stage cannot be seen
     */
    Seen at(Ground ground, InstantSource clock, Set<DeployStep> done) throws IOException, InterruptedException {
        There there = there(ground, clock);
        boolean runs = there.running()
                .filter(running -> running.digest().equals(asked.digest()))
                .isPresent();
        if (!runs && new Refusals(asked, there).all().isEmpty()) {
            There seen = there;
            there = writing.templates()
                    .map(written -> seen.with(changes(ground, seen, written)))
                    .orElse(seen);
        }
        return new Seen(asked, isHere(), source, Optional.of(there), "", done);
    }

    private There there(Ground ground, InstantSource clock) {
        Optional<Stack> platform = ground.stacks().find(asked.names().platformStack());
        Optional<Stack> stack = ground.stacks().find(asked.stack());
        ModelStore models = ground.ports().models();
        Optional<List<Digest>> packages = packages(models);
        Optional<EndpointStatus> endpoint = packages.flatMap(_ -> status(ground, clock));
        boolean stored = packages.filter(all -> all.contains(asked.digest())).isPresent();
        return new There(
                packages.isPresent(),
                stored,
                !stored || !isHere() || signatures(models).containsAll(signatures(here)),
                platform,
                stack,
                ground.deployed(asked.model()),
                endpoint.filter(status -> status.weights().isPresent()).flatMap(EndpointStatus::stable),
                endpoint.flatMap(EndpointStatus::release)
                        .filter(release -> !release.status().isFinal())
                        .map(Look::running),
                Optional.empty());
    }

    private static Changes changes(Ground ground, There there, Templates written) {
        return new Changes(change(ground, there.platform(), written), change(ground, there.stack(), written));
    }

    private static Optional<TemplateChange> change(Ground ground, Optional<Stack> stack, Templates written) {
        return stack.filter(found -> found.state() != State.EMPTY)
                .flatMap(found -> written.change(found.name(), ground.stacks().template(found.name())));
    }

    /** Signatures alone: of measurements a store keeps the newest, whoever made them. */
    private List<Digest> signatures(ModelStore store) {
        return Referrers.of(store, asked.digest(), PackageSigning.KIND);
    }

    private boolean isHere() {
        return here.packages().contains(asked.digest());
    }

    /** Empty where there is no bucket. */
    private static Optional<List<Digest>> packages(ModelStore store) {
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
