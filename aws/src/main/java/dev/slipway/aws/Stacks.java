package dev.slipway.aws;

import java.util.Map;
import java.util.Optional;

/** CloudFormation's stacks, looked at and never changed: the CDK changes them. */
public interface Stacks {

    /**
     * A stack as it is now; empty where there is none.
     *
     * @throws dev.slipway.core.platform.PlatformException where it cannot be seen
     */
    Optional<Stack> find(String name);

    /**
     * The template that a stack was last given, as it was given; empty where there is none.
     *
     * @throws dev.slipway.core.platform.PlatformException where it cannot be seen
     */
    Optional<String> template(String name);

    /**
     * The newest that happened to a stack, by the event's id; empty where there is none.
     *
     * @throws dev.slipway.core.platform.PlatformException where it cannot be seen
     */
    Optional<String> newest(String name);

    /**
     * What the last change of a stack failed at, in CloudFormation's words; empty where it did not fail.
     *
     * @param after the event that was the newest before the change: what is older is another change's; empty for the
     *     last change, whenever it was
     * @throws dev.slipway.core.platform.PlatformException where it cannot be seen
     */
    Optional<String> failure(String name, Optional<String> after);

    /**
     * A stack.
     *
     * @param name its name
     * @param state what can be done with it
     * @param status CloudFormation's own word
     * @param outputs what it tells of itself
     */
    record Stack(String name, State state, String status, Map<String, String> outputs) {

        /** Copies the outputs. */
        public Stack {
            outputs = Map.copyOf(outputs);
        }
    }

    /** What can be done with a stack. */
    enum State {
        /** It stands as its last successful change left it, and can be changed. */
        READY,
        /** Its first change failed, and nothing of it is left: the CDK makes it anew. */
        EMPTY,
        /** Somebody is changing it. */
        CHANGING,
        /** A change failed, and so did taking it back: a person must help. */
        STUCK
    }
}
