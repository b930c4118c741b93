package dev.slipway.local.runtime;

import java.time.Duration;

/** How a call to a version ended. */
public sealed interface CallResult {

    /**
     * The function answered, be it an error of its own.
     *
     * @param payload the answer's bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Answered(byte[] payload) implements CallResult {}

    /**
     * The function says that it failed.
     *
     * @param kind what it calls the fault
     * @param message its own words, which are for whoever looks after it
     */
    record Threw(String kind, String message) implements CallResult {}

    /**
     * The function ran out of time or of memory, answered too much, or its process ended.
     *
     * @param kind Lambda's word for it, such as {@code Sandbox.Timedout}
     * @param message what happened, for people
     */
    record Unanswered(String kind, String message) implements CallResult {}

    /**
     * All environments are busy and the queue is full. The function never saw the call.
     *
     * @param message what is full, for people
     */
    record Saturated(String message) implements CallResult {}

    /**
     * No environment can answer now. The function never saw the call.
     *
     * @param message why, for people
     * @param retry when to try again
     */
    record NotReady(String message, Duration retry) implements CallResult {}

    /** Whether the function saw the call. */
    default boolean reached() {
        return switch (this) {
            case Answered _, Threw _, Unanswered _ -> true;
            case Saturated _, NotReady _ -> false;
        };
    }
}
