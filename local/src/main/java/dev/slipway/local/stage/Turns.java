package dev.slipway.local.stage;

import dev.slipway.core.model.ModelName;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Whose turn it is: an endpoint has one at a time. Once closed, nobody gets one and nobody has one any more. */
final class Turns implements AutoCloseable {

    /** A turn that takes longer than this after all it works with was stopped is given up. */
    private static final long LONGEST_END_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Set<ModelName> busy = new HashSet<>();
    private boolean closed;

    /** Begins an endpoint's turn; false where it has one already, or no more are given. */
    synchronized boolean begin(ModelName endpoint) {
        return !closed && busy.add(endpoint);
    }

    /** Ends an endpoint's turn. */
    synchronized void end(ModelName endpoint) {
        busy.remove(endpoint);
        notifyAll();
    }

    /** Gives no more turns from now on. */
    synchronized void stop() {
        closed = true;
    }

    /** Whether no more turns are given. */
    synchronized boolean isStopped() {
        return closed;
    }

    /** Waits until the turns that were begun have ended. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            for (long left = LONGEST_END_MILLIS; left > 0 && !busy.isEmpty(); left -= 10) {
                wait(10);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
