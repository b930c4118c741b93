package dev.slipway.local.runtime;

import dev.slipway.local.runtime.Environment.Phase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a version's environments report, and what they are told in return. The other side of {@link VersionHost}. */
final class Reports {

    private final VersionSpec spec;
    private final HostLock lock;
    private final Crew crew;
    private final StartRecord starts;
    private final Staffing staffing;

    Reports(VersionSpec spec, HostLock lock, Crew crew, StartRecord starts, Staffing staffing) {
        this.spec = spec;
        this.lock = lock;
        this.crew = crew;
        this.starts = starts;
        this.staffing = staffing;
    }

    /** The version they run. */
    VersionSpec spec() {
        return spec;
    }

    /** An environment's process has been started. */
    void started(Environment environment, ChildProcess process) {
        lock.run(() -> environment.started(process));
    }

    /** An environment is at its checkpoint. The result says whether it shall go on, when it is known. */
    CompletableFuture<Boolean> park(Environment environment) {
        return lock.locked(() -> {
            if (environment.is(Phase.GONE)) {
                return CompletableFuture.completedFuture(false);
            }
            CompletableFuture<Boolean> restore = environment.park(lock.now());
            crew.park(environment);
            starts.reachedReady();
            lock.changed();
            staffing.grow();
            return restore;
        });
    }

    /** An environment asks for a call. The result is empty where it shall end. */
    CompletableFuture<Optional<Call>> next(Environment environment) {
        return lock.locked(() -> {
            if (environment.is(Phase.GONE)) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            starts.reachedReady();
            lock.changed();
            Optional<Call> first = environment.takeFirst();
            if (first.isPresent()) {
                environment.busyUntilLimit(first.get());
                return CompletableFuture.completedFuture(first);
            }
            Optional<Call> waiting = crew.takeWaiting();
            if (waiting.isPresent()) {
                environment.busy(waiting.get(), callLimit());
                staffing.grow();
                return CompletableFuture.completedFuture(waiting);
            }
            crew.idle(environment);
            return environment.idle(lock.now());
        });
    }

    private long callLimit() {
        return lock.now() + spec.settings().timeout().toNanos();
    }

    /** An environment ends a call. False where it does not have this call. */
    boolean finish(Environment environment, String id, CallResult how) {
        Optional<Call> call = lock.locked(() -> {
            Optional<Call> finished = environment.finish(id, callLimit());
            if (finished.isPresent()) {
                starts.answered();
                lock.changed();
            }
            return finished;
        });
        call.ifPresent(ended -> ended.end(how));
        return call.isPresent();
    }

    /** An environment says why it is about to end. */
    void complain(Environment environment, String words) {
        lock.run(() -> environment.complain(words));
    }

    /**
     * An environment's process has ended, or could not be started.
     *
     * @param how for those who called it
     * @param hint for those who look after it
     */
    void ended(Environment environment, String how, String hint) {
        CallResult exited = new CallResult.Unanswered("Runtime.ExitError", spec.label() + ": " + how);
        lock.run(() -> {
            if (!crew.leave(environment)) {
                return;
            }
            String why = (environment.complaint().isEmpty() ? how : environment.complaint()) + hint;
            List<Call> lost = environment.leave();
            starts.failed(why, lock.now());
            staffing.refusal().ifPresent(refusal -> crew.takeAllWaiting().forEach(call -> call.end(refusal)));
            staffing.grow();
            staffing.replenish();
            lock.changed();
            // Whoever stops the version ends its environments: that says nothing of the version.
            CallResult end = staffing.isClosed() ? staffing.refusal().orElse(exited) : exited;
            lost.forEach(call -> call.end(end));
        });
    }
}
