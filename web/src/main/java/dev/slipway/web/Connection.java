package dev.slipway.web;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What one connection is doing, told by its own thread and read by others. Its thread waits for the client only in a
 * read or a write, so those two say all there is to know.
 */
final class Connection {

    /** What its thread waits for. */
    enum Wait {
        /** The first byte of a request. */
        REQUEST,
        /** The rest of a request. */
        REST,
        /** The client to take its answer. */
        CLIENT,
        /** Nothing that the client could do: an answer is on its way. */
        NOTHING
    }

    /** Closes a connection; called from any thread, and must not wait. */
    @FunctionalInterface
    interface HangUp {
        /** Closes it while its thread waits for this. */
        void hangUp(Wait wait);
    }

    private final HangUp hangUp;
    private Wait wait = Wait.NOTHING;
    private long since;
    private long received;
    private boolean begun;

    /** When the client would have begun, had it been waited for without a pause: what we take our time for is not its fault. */
    private long began;

    /** Since when nobody waits for the client. */
    private long paused;

    private boolean answering;
    private boolean closed;
    private boolean ours;

    /**
     * A connection whose thread waits for nothing.
     *
     * @param now the time in nanoseconds
     */
    Connection(long now, HangUp hangUp) {
        this.hangUp = hangUp;
        this.since = now;
    }

    /** Its thread waits for bytes. */
    synchronized void reads(long now) {
        wait = begun ? Wait.REST : Wait.REQUEST;
        if (begun) {
            began += now - paused;
        }
        since = begun ? began : now;
    }

    /** Bytes came. */
    synchronized void read(long now, int bytes) {
        if (!begun) {
            begun = true;
            began = now;
            received = 0;
        }
        received += bytes;
        answering = false;
        paused = now;
        wait = Wait.NOTHING;
    }

    /** Its thread writes an answer, or the next part of it. */
    synchronized void writes(long now, long bytes) {
        wait = Wait.CLIENT;
        if (answering) {
            began += now - paused;
            received += bytes;
        } else {
            answering = true;
            began = now;
            received = bytes;
        }
        since = began;
    }

    /** What it wrote was taken. */
    synchronized void wrote(long now) {
        paused = now;
        wait = Wait.NOTHING;
    }

    /** The request that it read is in our hands. */
    synchronized void handed() {
        ours = true;
    }

    /** The request that it read was answered. */
    synchronized void answered() {
        begun = false;
        answering = false;
        ours = false;
    }

    /** Whether what fails now is our fault: else it is the library's trouble with what the client sent. */
    synchronized boolean isOurs() {
        return ours;
    }

    /** When the wait for the client began, in nanoseconds; empty where it waits for none. */
    synchronized OptionalLong waitsSince() {
        return wait == Wait.NOTHING || closed ? OptionalLong.empty() : OptionalLong.of(since);
    }

    /** Whether the client has kept it waiting for longer than it may. */
    synchronized boolean isOverdue(long now, Duration silence, Duration request) {
        long allowed = switch (wait) {
            case REQUEST -> silence.toNanos();
            case REST, CLIENT ->
                request.plusMillis(received * 1000 / ServerOptions.PACE).toNanos();
            case NOTHING -> Long.MAX_VALUE;
        };
        return !closed && now - since > allowed;
    }

    /** Hangs up, once. */
    void close() {
        Wait now;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            now = wait;
        }
        hangUp.hangUp(now);
    }
}
