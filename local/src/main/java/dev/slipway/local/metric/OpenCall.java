package dev.slipway.local.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of which the host's count, or the function's line, is still to come. Guarded by its source's lock. */
final class OpenCall {

    private final long started;
    private @Nullable EmfLine line;
    private @Nullable VersionWindow window;
    private boolean failed;

    OpenCall(long started) {
        this.started = started;
    }

    long started() {
        return started;
    }

    /** The window it belongs to, once it has ended. */
    Optional<VersionWindow> window() {
        return Optional.ofNullable(window);
    }

    /** The host's part. Answers whether all is known now. */
    boolean ended(VersionWindow in, boolean unanswered) {
        window = in;
        failed = unanswered || (line != null && line.serverErrors());
        in.call(failed);
        time();
        return line != null;
    }

    /** The function's part. Answers whether all is known now. */
    boolean printed(EmfLine found) {
        line = found;
        if (window != null && !failed && found.serverErrors()) {
            failed = true;
            window.failed();
        }
        time();
        return window != null;
    }

    /** A failed call is an error and nothing else: how long failing takes says nothing of how fast a model answers. */
    private void time() {
        if (window != null && line != null && !failed && !line.warmingUp()) {
            window.timed(line.latencyMicros());
        }
    }
}
