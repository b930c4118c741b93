package dev.slipway.core.platform;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import java.util.List;

/** Publishes, watches and calls the versions of endpoints' functions. What exists, not what serves: see {@link Router}. */
public interface FunctionService {

    /**
     * Sees to it that a version exists with this package and the platform's present code, and answers it. Asked again
     * with the same package and code, it answers the same version. It may still be {@link State.Pending}.
     *
     * @throws PlatformException.Refused where the platform cannot serve this package under this endpoint; the message
     *     says what to do
     */
    FunctionVersion publish(ModelName endpoint, Digest digest);

    /** All versions of an endpoint, oldest first; empty where there is no such endpoint. */
    List<FunctionVersion> versions(ModelName endpoint);

    /**
     * How a version is.
     *
     * @throws PlatformException.Missing where there is no such version
     */
    State state(ModelName endpoint, String version);

    /**
     * Calls one version by its own name, past every weight. Such calls are never evidence.
     *
     * @param event the event's bytes, as the platform's front door would send them
     * @throws PlatformException.Missing where there is no such version
     * @throws PlatformException.Unavailable where the platform is too busy or the version is not ready; nothing is
     *     known about the version
     */
    Invocation invoke(ModelName endpoint, String version, byte[] event);

    /**
     * Makes several environments of a version start at the same time and waits until they can answer, so that the
     * first clients need not. Where a version sleeps ({@link State.Inactive}), this wakes it.
     *
     * @param environments how many, at least 1
     * @throws PlatformException.Missing where there is no such version
     * @throws PlatformException.Unavailable where it could not be done now
     */
    void warm(ModelName endpoint, String version, int environments);

    /**
     * Deletes a version. Deleting one that is gone does nothing.
     *
     * @throws PlatformException.Refused where weights name it
     */
    void delete(ModelName endpoint, String version);

    /** How a version is. */
    sealed interface State {
        /** It is being made ready. */
        record Pending() implements State {}

        /** It can be called. */
        record Active() implements State {}

        /** It slept for want of calls; {@link FunctionService#warm} wakes it. */
        record Inactive() implements State {}

        /**
         * It will never answer.
         *
         * @param reason why, in the platform's words
         */
        record Failed(String reason) implements State {}
    }

    /** How a call ended. */
    sealed interface Invocation {
        /**
         * The function answered, be it an error of its own.
         *
         * @param payload the answer's bytes
         */
        @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
        record Answered(byte[] payload) implements Invocation {}

        /**
         * The function threw, ran out of time, or its process ended.
         *
         * @param kind the platform's word for it, such as {@code Sandbox.Timedout}
         * @param message what happened, for people
         */
        record Unanswered(String kind, String message) implements Invocation {}
    }
}
