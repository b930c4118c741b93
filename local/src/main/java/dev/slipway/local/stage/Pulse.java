package dev.slipway.local.stage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Does something again and again, with a pause in between, until it is closed. What fails once is tried again. */
final class Pulse implements AutoCloseable {

    private final String what;
    private final Runnable beat;
    private final Consumer<String> complaints;
    private final long pauseNanos;
    private volatile boolean closed;
    private String lastComplaint = "";

    /**
     * A pulse that stands still.
     *
     * @param what what is not done where a beat fails
     * @param complaints hears of a beat that failed, once for each reason
     */
    Pulse(String what, Runnable beat, Consumer<String> complaints, Duration pause) {
        this.what = what;
        this.beat = beat;
        this.complaints = complaints;
        this.pauseNanos = pause.toNanos();
    }

    void start() {
        Thread.ofPlatform().daemon().name("slipway-pulse").start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                beat.run();
            } catch (RuntimeException e) {
                String complaint = what + ": " + e;
                if (!closed && !complaint.equals(lastComplaint)) {
                    complaints.accept(complaint);
                }
                lastComplaint = complaint;
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
