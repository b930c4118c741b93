package dev.slipway.cli.deploy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.deploy.DeployPlan.Fate;
import dev.slipway.cli.deploy.DeployPlan.Planned;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Does what {@link DeployPlan} decides, one step at a time, and looks again after each: whoever is killed in between is
 * run again and finds what is done.
 */
final class Deploying {

    private final Ground ground;
    private final Look look;
    private final Work work;
    private final Surroundings in;
    private final Set<DeployStep> done = EnumSet.noneOf(DeployStep.class);
    private final Set<DeployStep> told = EnumSet.noneOf(DeployStep.class);

    Deploying(Ground ground, Look look, Work work, Surroundings in) {
        this.ground = ground;
        this.look = look;
        this.work = work;
        this.in = in;
    }

    /** What has hands. */
    interface Work {

        /** The package into the store of this machine: packaged from its folder, or copied. */
        void prepare(Seen seen) throws IOException, InterruptedException;

        /** The package into the stage's store. */
        void push(Seen seen) throws IOException, InterruptedException;

        /** Whether the CDK deployed a stack. */
        boolean deploy(String stack) throws IOException, InterruptedException;

        /**
         * Begins the release, or goes to the one that runs, and watches it.
         *
         * @return the exit code
         */
        int release(Seen seen) throws IOException, InterruptedException;
    }

    /**
     * Does it all.
     *
     * @return the exit code
     * @throws CommandException where a step fails; run again, it goes on from there
     */
    int run() throws IOException, InterruptedException {
        while (true) {
            Seen seen = look.at(ground, in.clock(), done);
            DeployPlan plan = DeployPlan.of(seen);
            if (!plan.refusals().isEmpty()) {
                throw CommandException.failed(String.join("\n", plan.refusals()));
            }
            Optional<Planned> next = plan.next();
            tell(plan, next);
            if (next.isEmpty()) {
                return Exit.DONE;
            }
            DeployStep step = next.get().step();
            if (!done.add(step)) {
                throw CommandException.failed(step.word() + " was done, and is to be done again: "
                        + next.get().words() + "; somebody else deploys "
                        + look.asked().model() + " at the same time? run this again");
            }
            switch (step) {
                case PACKAGE -> work.prepare(seen);
                case PLATFORM -> stack(look.asked().names().platformStack());
                case PUSH -> work.push(seen);
                case STACK -> stack(look.asked().stack());
                case RELEASE -> {
                    return work.release(seen);
                }
            }
        }
    }

    /** What need not be done is told once, before what is done. */
    private void tell(DeployPlan plan, Optional<Planned> next) {
        for (Planned each : plan.steps()) {
            if (next.equals(Optional.of(each))) {
                in.say(each.step().word() + ": " + each.words());
                return;
            }
            if (each.fate() == Fate.DONE && told.add(each.step()) && !done.contains(each.step())) {
                in.say(each.step().word() + ": nothing to do, " + each.words());
            }
        }
    }

    private void stack(String name) throws IOException, InterruptedException {
        Optional<String> before = ground.stacks().newest(name);
        if (!work.deploy(name)) {
            String why = ground.stacks().failure(name, before).orElse("what the CDK says above");
            // Told by its own state, where somebody else was faster.
            Optional<String> other =
                    Refusals.ofStack(look.asked().stage(), name, ground.stacks().find(name));
            throw CommandException.failed(other.orElse("the stack " + name + " was not deployed: " + why
                    + "; nothing that serves was changed; mend it and run this again, it goes on from here: "
                    + look.asked().again()));
        }
    }
}
