package dev.slipway.functions.telemetry;

import java.time.Instant;

/**
 * One call that was answered.
 *
 * @param time when the answer was ready
 * @param requestId the call's name
 * @param caller how it came
 * @param nanos from the event's bytes to the answer's bytes
 * @param status the HTTP status answered
 * @param warmingUp whether it was among the first of its environment
 */
public record CallRecord(Instant time, String requestId, Caller caller, long nanos, int status, boolean warmingUp) {

    /** Whether the model or we failed. */
    public boolean serverError() {
        return status >= 500;
    }

    /** Whether the client asked wrongly. */
    public boolean clientError() {
        return status >= 400 && status < 500;
    }
}
