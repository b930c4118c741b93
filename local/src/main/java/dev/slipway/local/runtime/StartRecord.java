package dev.slipway.local.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How a version's starts went, and so whether and when the next one may be. Guarded by the host's lock. */
final class StartRecord {

    private final HostLimits limits;
    private final Consumer<String> complaints;
    private boolean proven;
    private boolean cut;
    private int failures;
    private long notBefore;
    private String reason = "";
    private boolean given;
    private boolean told;
    private long lastTold;

    private static final long SELDOM = TimeUnit.SECONDS.toNanos(10);

    /**
     * A record without a start.
     *
     * @param limits when to pause, when to give up
     * @param proven whether an environment of this version is known to have started before
     * @param now the time
     * @param complaints hears why starts fail, the first time and then seldom
     */
    StartRecord(HostLimits limits, boolean proven, long now, Consumer<String> complaints) {
        this.complaints = complaints;
        this.limits = limits;
        this.proven = proven;
        this.notBefore = now;
    }

    /** An environment became ready, or reached its checkpoint. */
    void reachedReady() {
        proven = true;
    }

    /** An environment answered. */
    void answered() {
        failures = 0;
    }

    /** An environment's start took too long: from now on a start is part of the call that needs it. */
    void cutShort() {
        cut = true;
        proven = true;
    }

    /** An environment failed to start, or ended unasked. */
    void failed(String why, long now) {
        failures++;
        reason = why;
        notBefore = now + limits.backoff(failures).toNanos();
        given = !proven && failures >= limits.failedStarts();
        if (!told || now - lastTold > SELDOM) {
            told = true;
            lastTold = now;
            complaints.accept(why);
        }
    }

    boolean proven() {
        return proven;
    }

    boolean cut() {
        return cut;
    }

    /** Whether the last start failed, so that the next ones go one at a time. */
    boolean careful() {
        return failures > 0;
    }

    boolean mayStart(long now) {
        return !given && now - notBefore >= 0;
    }

    Duration pause(long now) {
        return Duration.ofNanos(Math.max(0, notBefore - now));
    }

    /** Why this version was given up, if it was. */
    Optional<String> givenUp() {
        return given ? Optional.of(reason) : Optional.empty();
    }

    /** Why the last start failed; empty where none did. */
    String reason() {
        return reason;
    }
}
