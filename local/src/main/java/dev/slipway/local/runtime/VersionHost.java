package dev.slipway.local.runtime;

import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.runtime.Environment.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one version: takes calls, hands each to an environment that has nothing else to do, starts more where calls
 * wait, and ends those that take too long or rest too long. An environment has one call at a time, as on Lambda.
 */
public final class VersionHost implements AutoCloseable {

    /** Starting later than this is told to callers at once instead of letting them wait. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);

    private final VersionSpec spec;
    private final HostLimits limits;
    private final Timing timing;
    private final Starter starter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Crew crew = new Crew();
    private final StartRecord starts;
    private int kept;
    private boolean closed;

    /**
     * A host without environments.
     *
     * @param spec what to run
     * @param proven whether an environment of this version is known to have started before
     */
    VersionHost(VersionSpec spec, HostLimits limits, Timing timing, Starter starter, boolean proven) {
        this.spec = spec;
        this.limits = limits;
        this.timing = timing;
        this.starter = starter;
        this.starts = new StartRecord(limits, proven, now());
    }

    /** What it runs. */
    public VersionSpec spec() {
        return spec;
    }

    /** How the version is. */
    public State state() {
        return locked(() -> {
            Optional<String> givenUp = starts.givenUp();
            if (givenUp.isPresent()) {
                return new State.Failed(givenUp.get());
            }
            if (!starts.proven()) {
                return new State.Pending();
            }
            return crew.size() == 0 && kept == 0 ? new State.Inactive() : new State.Active();
        });
    }

    /** Whether some environment could answer a call at once, or after those that it has. */
    public boolean canAnswer() {
        return locked(() -> crew.count(member -> member.ready() || member.is(Phase.PARKED)) > 0);
    }

    /** Why its last environment failed; empty where none did. */
    public String lastFailure() {
        return locked(starts::reason);
    }

    /** The process ids of its environments. */
    public List<Long> processes() {
        return locked(() -> crew.members().stream()
                .map(Environment::processId)
                .flatMap(Optional::stream)
                .toList());
    }

    /**
     * Says how many environments stay when nobody calls: started where they are missing. A version that never started
     * gets one in any case, so that its state becomes known.
     */
    public void keep(int environments) {
        locked(() -> {
            kept = environments;
            replenish();
            return null;
        });
    }

    /**
     * Calls the version and waits for the end of the call.
     *
     * @param id the request's id, new for each call
     * @param arn the ARN it is invoked by
     * @param event the event's bytes
     * @param patience how long the caller waits at most, in the queue and for the answer
     */
    public CallResult invoke(String id, String arn, byte[] event, Duration patience) {
        if (event.length > limits.payload()) {
            throw new IllegalArgumentException("an event of " + event.length + " bytes; at most " + limits.payload());
        }
        Call call = new Call(id, arn, event, now() + patience.toNanos());
        lock.lock();
        try {
            Optional<CallResult> refusal = refusal();
            if (refusal.isPresent()) {
                return refusal.get();
            }
            Optional<Environment> idle = crew.takeIdle();
            if (idle.isPresent()) {
                idle.get().busy(call, now() + spec.settings().timeout().toNanos());
                idle.get().deliver(call);
            } else if (crew.waiting() >= limits.queue()) {
                return new CallResult.Saturated(spec.label() + " is saturated: " + crew.size()
                        + " environments are busy and " + crew.waiting() + " calls wait");
            } else {
                crew.await(call);
                grow();
            }
        } finally {
            lock.unlock();
        }
        return call.await();
    }

    private Optional<CallResult> refusal() {
        if (closed) {
            return Optional.of(new CallResult.NotReady(spec.label() + " is being stopped", LONG_PAUSE));
        }
        if (starts.givenUp().isPresent()) {
            return Optional.of(notReady(LONG_PAUSE));
        }
        Duration pause = starts.pause(now());
        if (crew.size() == 0 && pause.compareTo(LONG_PAUSE) > 0) {
            return Optional.of(notReady(pause));
        }
        return Optional.empty();
    }

    private CallResult notReady(Duration retry) {
        return new CallResult.NotReady(spec.label() + " does not start: " + starts.reason(), retry);
    }

    /**
     * Makes environments start at the same time and waits until so many can answer.
     *
     * @throws PlatformException.Unavailable where it could not be done now
     */
    public void warm(int environments) {
        long until = now() + startLimit().plus(limits.restore()).toNanos();
        lock.lock();
        try {
            while (crew.count(Environment::ready) < environments) {
                if (closed || starts.givenUp().isPresent()) {
                    throw new PlatformException.Unavailable(
                            spec.label() + " does not start: " + (closed ? "it is being stopped" : starts.reason()));
                }
                raise(environments);
                long left = until - now();
                if (left <= 0) {
                    throw new PlatformException.Unavailable(spec.label() + ": " + crew.count(Environment::ready)
                            + " of " + environments + " environments became ready in time. " + starts.reason());
                }
                long pause = Math.max(starts.pause(now()).toNanos(), SHORTEST_WAIT);
                changed.awaitNanos(starts.careful() ? Math.min(left, pause) : left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException.Unavailable(spec.label() + " was not warmed: interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void raise(int environments) {
        int coming = crew.count(member -> member.ready() || member.coming());
        while (coming < environments && advance(startLimit(), environments)) {
            coming++;
        }
    }

    /** Lets environments come for calls that wait, one after the other: a start costs more than a short wait. */
    private void grow() {
        if (crew.waiting() <= crew.count(Environment::finishing) || crew.count(Environment::coming) > 0) {
            return;
        }
        if (!starts.cut()) {
            advance(startLimit(), limits.environments());
        } else if (crew.size() < limits.environments() && starts.mayStart(now())) {
            start(crew.takeWaiting(), spec.settings().timeout());
        }
    }

    private void replenish() {
        int wanted = starts.proven() ? kept : Math.max(kept, 1);
        if (wanted > crew.size() && !starts.cut() && crew.count(Environment::coming) == 0) {
            start(Optional.empty(), startLimit());
        }
    }

    /** Restores an environment, or else starts one. False where neither may be. */
    private boolean advance(Duration limit, int most) {
        Optional<Environment> parked = crew.takeParked();
        if (parked.isPresent()) {
            parked.get().restore(now() + limits.restore().toNanos());
            return true;
        }
        return crew.size() < most && start(Optional.empty(), limit);
    }

    private boolean start(Optional<Call> first, Duration limit) {
        boolean oneByOne = starts.careful() && crew.count(Environment::coming) > 0;
        if (closed || oneByOne || !starts.mayStart(now())) {
            return false;
        }
        Environment environment = starter.environment(now() + limit.toNanos(), first);
        crew.join(environment);
        starter.start(environment, this);
        return true;
    }

    private Duration startLimit() {
        if (!spec.settings().snapStart()) {
            return starts.cut() ? spec.settings().timeout() : limits.init();
        }
        Duration timeout = spec.settings().timeout();
        return timeout.compareTo(limits.snapshotInit()) > 0 ? timeout : limits.snapshotInit();
    }

    /** An environment's process has been started. */
    void started(Environment environment, ChildProcess process) {
        locked(() -> {
            environment.started(process);
            return null;
        });
    }

    /** An environment is at its checkpoint. The result says whether it shall go on, when it is known. */
    CompletableFuture<Boolean> park(Environment environment) {
        return locked(() -> {
            if (environment.is(Phase.GONE)) {
                return CompletableFuture.completedFuture(false);
            }
            CompletableFuture<Boolean> restore = environment.park(now());
            crew.park(environment);
            starts.reachedReady();
            changed.signalAll();
            grow();
            return restore;
        });
    }

    /** An environment asks for a call. The result is empty where it shall end. */
    CompletableFuture<Optional<Call>> next(Environment environment) {
        return locked(() -> {
            if (environment.is(Phase.GONE)) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            starts.reachedReady();
            changed.signalAll();
            Optional<Call> first = environment.takeFirst();
            if (first.isPresent()) {
                environment.busyUntilLimit(first.get());
                return CompletableFuture.completedFuture(first);
            }
            Optional<Call> waiting = crew.takeWaiting();
            if (waiting.isPresent()) {
                environment.busy(
                        waiting.get(), now() + spec.settings().timeout().toNanos());
                grow();
                return CompletableFuture.completedFuture(waiting);
            }
            crew.idle(environment);
            return environment.idle(now());
        });
    }

    /** An environment ends a call. False where it does not have this call. */
    boolean finish(Environment environment, String id, CallResult how) {
        Optional<Call> call = locked(() -> {
            Optional<Call> finished =
                    environment.finish(id, now() + spec.settings().timeout().toNanos());
            finished.ifPresent(_ -> starts.answered());
            return finished;
        });
        call.ifPresent(ended -> ended.end(how));
        return call.isPresent();
    }

    /** An environment says why it is about to end. */
    void complain(Environment environment, String words) {
        locked(() -> {
            environment.complain(words);
            return null;
        });
    }

    /**
     * An environment's process has ended, or could not be started.
     *
     * @param how for those who called it
     * @param hint for those who look after it
     */
    void ended(Environment environment, String how, String hint) {
        List<Call> refused = List.of();
        List<Call> lost;
        lock.lock();
        try {
            if (!crew.leave(environment)) {
                return;
            }
            String why = (environment.complaint().isEmpty() ? how : environment.complaint()) + hint;
            lost = environment.leave();
            if (!closed) {
                starts.failed(why, now());
                if (refusal().isPresent()) {
                    refused = crew.takeAllWaiting();
                }
                grow();
                replenish();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        lost.forEach(call -> call.end(new CallResult.Unanswered("Runtime.ExitError", spec.label() + ": " + how)));
        refused.forEach(call -> call.end(notReady(starts.pause(now()))));
    }

    /** Ends what took too long, lets go what rested too long, starts what is missing. To be called all the time. */
    void sweep() {
        long now = now();
        for (Environment environment : locked(() ->
                crew.members().stream().filter(member -> member.overLimit(now)).toList())) {
            timeOut(environment);
        }
        List<Call> impatient = locked(() -> {
            rest(now);
            grow();
            replenish();
            crew.members().stream()
                    .map(member -> member.impatient(now))
                    .flatMap(Optional::stream)
                    .forEach(call -> call.end(new CallResult.Unanswered(
                            "Caller.Timedout", spec.label() + " did not answer before its caller gave up")));
            return crew.takeImpatient(now);
        });
        impatient.forEach(call -> call.end(new CallResult.NotReady(
                spec.label() + " had no environment free in time. " + lastFailure(), LONG_PAUSE)));
    }

    private void rest(long now) {
        while (crew.size() > kept) {
            Optional<Environment> longest = crew.longestIdle()
                    .filter(member -> now - member.idleSince() > limits.idle().toNanos());
            if (longest.isEmpty()) {
                return;
            }
            crew.leave(longest.get());
            longest.get().leave();
            longest.get().process().ifPresent(ChildProcess::terminate);
        }
    }

    private void timeOut(Environment environment) {
        List<Call> lost;
        lock.lock();
        try {
            if (!environment.overLimit(now())) {
                return;
            }
            String what = environment.is(Phase.RESTORING) ? "its restore" : "its start";
            boolean early = environment.coming();
            crew.leave(environment);
            lost = environment.leave();
            if (early && environmentMayBeCut()) {
                starts.cutShort();
            } else if (early) {
                starts.failed(what + " took longer than allowed", now());
            }
            environment.kill();
            grow();
            replenish();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        lost.forEach(call -> call.end(new CallResult.Unanswered(
                "Sandbox.Timedout",
                "Task timed out after %.2f seconds"
                        .formatted(spec.settings().timeout().toMillis() / 1000.0))));
    }

    private boolean environmentMayBeCut() {
        return !spec.settings().snapStart();
    }

    /** Ends all environments: asks first, and kills what does not follow within the grace. */
    @Override
    public void close() {
        List<Environment> members;
        List<Call> waiting;
        lock.lock();
        try {
            closed = true;
            members = crew.members();
            waiting = crew.takeAllWaiting();
            members.forEach(member -> member.process().ifPresentOrElse(ChildProcess::terminate, member::kill));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        waiting.forEach(call -> call.end(new CallResult.NotReady(spec.label() + " is being stopped", LONG_PAUSE)));
        long until = now() + TimeUnit.SECONDS.toNanos(2);
        for (Environment member : members) {
            member.process().ifPresent(process -> awaitEnd(process, until));
        }
    }

    private void awaitEnd(ChildProcess process, long until) {
        try {
            long left = TimeUnit.NANOSECONDS.toMillis(until - now());
            if (!process.awaitEnd(Math.max(1, left))) {
                process.kill();
                process.awaitEnd(1000);
            }
        } catch (InterruptedException _) {
            process.kill();
            Thread.currentThread().interrupt();
        }
    }

    private long now() {
        return timing.nanos().getAsLong();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
