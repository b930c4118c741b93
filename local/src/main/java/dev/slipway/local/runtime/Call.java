package dev.slipway.local.runtime;

import java.util.concurrent.CompletableFuture;

/** One call on its way to an environment and back. Ends once: whoever comes second changes nothing. */
final class Call {

    private final String id;
    private final String arn;
    private final byte[] event;
    private final long patience;
    private final CompletableFuture<CallResult> result = new CompletableFuture<>();

    /**
     * A call that has not begun.
     *
     * @param id the request's id
     * @param arn the ARN it was invoked by
     * @param event the event's bytes
     * @param patience the time, in the host's nanoseconds, at which its caller gives up
     */
    Call(String id, String arn, byte[] event, long patience) {
        this.id = id;
        this.arn = arn;
        this.event = event;
        this.patience = patience;
    }

    String id() {
        return id;
    }

    String arn() {
        return arn;
    }

    byte[] event() {
        return event;
    }

    boolean outOfPatience(long now) {
        return now - patience >= 0;
    }

    void end(CallResult how) {
        result.complete(how);
    }

    CallResult await() {
        return result.join();
    }
}
