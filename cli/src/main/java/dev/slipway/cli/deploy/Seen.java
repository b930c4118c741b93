package dev.slipway.cli.deploy;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.Stacks.Stack;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of a stage and of this machine, before anything is decided.
 *
 * @param asked what shall be deployed
 * @param here whether the store of this machine has the package
 * @param source the other store that the package can be had from, for people; empty where none has it
 * @param there what was seen of the stage; empty where it cannot be seen
 * @param blind why it cannot be seen
 * @param done the steps that this run has done already
 */
record Seen(
        Asked asked, boolean here, Optional<String> source, Optional<There> there, String blind, Set<DeployStep> done) {

    /** Copies the steps. */
    Seen {
        done = Set.copyOf(done);
    }

    /**
     * What was seen of the stage.
     *
     * @param bucket whether its bucket is there
     * @param stored whether its store has the package
     * @param signed whether its store has all signatures of the package that this machine has
     * @param platform the stack of what its models share
     * @param stack the model's stack
     * @param function the model's function as it is now
     * @param stable the version that serves
     * @param running the release that runs
     * @param changes what the templates would change; empty where they are not written yet
     */
    record There(
            boolean bucket,
            boolean stored,
            boolean signed,
            Optional<Stack> platform,
            Optional<Stack> stack,
            Optional<DeployedFunction> function,
            Optional<FunctionVersion> stable,
            Optional<Running> running,
            Optional<Changes> changes) {

        /** The same, and what the templates would change. */
        There with(Changes found) {
            return new There(bucket, stored, signed, platform, stack, function, stable, running, Optional.of(found));
        }
    }

    /**
     * What the templates would change.
     *
     * @param platform of the stack of what the stage's models share; empty where there is none
     * @param stack of the model's stack; empty where there is none
     */
    record Changes(Optional<TemplateChange> platform, Optional<TemplateChange> stack) {}

    /**
     * A release that has not ended.
     *
     * @param id its id
     * @param digest its candidate's package
     * @param by who started it
     * @param state where it stands, for people
     */
    record Running(String id, Digest digest, String by, String state) {}
}
