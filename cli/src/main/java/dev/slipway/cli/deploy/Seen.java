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
 * @param code the code of this Slipway's bundle as Lambda would name it; empty where only the CDK can tell
 * @param done the steps that this run has done already
 */
record Seen(
        Asked asked,
        boolean here,
        Optional<String> source,
        Optional<There> there,
        String blind,
        Optional<String> code,
        Set<DeployStep> done) {

    /** Copies the steps. */
    Seen {
        done = Set.copyOf(done);
    }

    /**
     * What was seen of the stage.
     *
     * @param bucket whether its bucket is there
     * @param stored whether its store has the package
     * @param platform the stack of what its models share
     * @param stack the model's stack
     * @param function the model's function as it is now
     * @param stable the version that serves
     * @param running the release that runs
     */
    record There(
            boolean bucket,
            boolean stored,
            Optional<Stack> platform,
            Optional<Stack> stack,
            Optional<DeployedFunction> function,
            Optional<FunctionVersion> stable,
            Optional<Running> running) {}

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
