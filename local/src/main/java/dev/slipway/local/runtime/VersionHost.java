package dev.slipway.local.runtime;

import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.runtime.Environment.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs one version: takes calls and hands each to an environment that has nothing else to do. An environment has one
 * call at a time, as on Lambda. {@link Staffing} decides how many there are, {@link Reports} is what they talk to, {@link Overdue} ends what takes too
 * long, {@link Excess} what takes too much.
 */
public final class VersionHost implements AutoCloseable {

    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LAST_CALLS = TimeUnit.SECONDS.toNanos(2);
    private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

    private final VersionSpec spec;
    private final HostLimits limits;
    private final HostLock lock;
    private final Crew crew = new Crew();
    private final StartRecord starts;
    private final Staffing staffing;
    private final Overdue overdue;
    private final Excess excess;

    /**
     * A host without environments.
     *
     * @param spec what to run
     * @param proven whether an environment of this version is known to have started before
     * @param complaints hears of environments that fail, in words for whoever looks after the stage
     */
    VersionHost(
            VersionSpec spec,
            HostLimits limits,
            Timing timing,
            Starter starter,
            boolean proven,
            Consumer<String> complaints) {
        this.spec = spec;
        this.limits = limits;
        this.lock = new HostLock(timing.nanos());
        this.starts = new StartRecord(limits, proven, lock.now(), why -> complain(complaints, why));
        this.staffing = new Staffing(spec, limits, lock, starter, crew, starts);
        this.overdue = new Overdue(spec, crew, starts, staffing);
        this.excess = new Excess(spec, crew, starts);
    }

    /** Environments that end because their host does have not failed. */
    private void complain(Consumer<String> complaints, String why) {
        if (!staffing.isClosed()) {
            complaints.accept("an environment of " + spec.label() + " failed: " + why);
        }
    }

    /** What it runs. */
    public VersionSpec spec() {
        return spec;
    }

    /** How the version is. */
    public State state() {
        return lock.locked(() -> {
            Optional<String> givenUp = starts.givenUp();
            if (givenUp.isPresent()) {
                return new State.Failed(givenUp.get());
            }
            if (!starts.proven()) {
                return new State.Pending();
            }
            return staffing.sleeps() ? new State.Inactive() : new State.Active();
        });
    }

    /** Whether a call would be answered without waiting for a start, or its start is part of the call. */
    public boolean canAnswer() {
        return lock.locked(() -> starts.givenUp().isEmpty()
                && (starts.cut() || crew.count(member -> member.ready() || member.is(Phase.PARKED)) > 0));
    }

    /** Why its last environment failed; empty where none did. */
    public String lastFailure() {
        return lock.locked(starts::reason);
    }

    /** The process ids of its environments. */
    public List<Long> processes() {
        return lock.locked(() -> crew.members().stream()
                .map(Environment::processId)
                .flatMap(Optional::stream)
                .toList());
    }

    /**
     * Says how many environments stay when nobody calls: started where they are missing. A version that never started
     * gets one in any case, so that its state becomes known.
     */
    public void keep(int environments) {
        lock.run(() -> staffing.keep(environments));
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
        Call call = new Call(id, arn, event, lock.now() + patience.toNanos());
        Optional<CallResult> refusal = lock.locked(() -> take(call));
        return refusal.isPresent() ? refusal.get() : call.await();
    }

    /** Hands a call to an environment, or lets it wait for one. Answers how it ended where neither may be. */
    private Optional<CallResult> take(Call call) {
        Optional<CallResult> refusal = staffing.refusal();
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<Environment> idle = crew.takeIdle();
        if (idle.isPresent()) {
            idle.get().busy(call, lock.now() + spec.settings().timeout().toNanos());
            idle.get().deliver(call);
            return Optional.empty();
        }
        if (crew.waiting() >= limits.queue()) {
            return Optional.of(new CallResult.Saturated(spec.label() + " is saturated: " + crew.size()
                    + " environments are busy and " + crew.waiting() + " calls wait"));
        }
        crew.await(call);
        staffing.grow();
        return Optional.empty();
    }

    /**
     * Makes environments start at the same time and waits until so many can answer, or as many as there may be.
     *
     * @throws PlatformException.Unavailable where it could not be done now
     */
    public void warm(int wanted) {
        int environments = Math.min(wanted, limits.environments());
        lock.run(() -> {
            staffing.ask(environments);
            try {
                awaitReady(environments);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PlatformException.Unavailable(spec.label() + " was not warmed: interrupted", e);
            } finally {
                staffing.release(environments);
            }
        });
    }

    private void awaitReady(int environments) throws InterruptedException {
        long until = lock.now() + staffing.startLimit().plus(limits.restore()).toNanos();
        while (crew.count(Environment::ready) < environments) {
            if (staffing.isClosed() || starts.givenUp().isPresent()) {
                String why = staffing.isClosed() ? "it is being stopped" : starts.reason();
                throw new PlatformException.Unavailable(spec.label() + " does not start: " + why);
            }
            staffing.raise(environments);
            long left = until - lock.now();
            if (left <= 0) {
                throw new PlatformException.Unavailable(spec.label() + ": " + crew.count(Environment::ready) + " of "
                        + environments + " environments became ready in time. " + starts.reason());
            }
            long pause = Math.max(starts.pause(lock.now()).toNanos(), SHORTEST_WAIT);
            lock.awaitChange(starts.careful() ? Math.min(left, pause) : left);
        }
    }

    /** Ends what took too long, lets go what rested too long, starts what is missing. To be called all the time. */
    void sweep() {
        lock.run(() -> {
            long now = lock.now();
            boolean late = overdue.end(now);
            boolean tooLarge = excess.end(now);
            if (late || tooLarge) {
                lock.changed();
            }
            staffing.refusal().ifPresent(refusal -> crew.takeAllWaiting().forEach(call -> call.end(refusal)));
            staffing.rest(now);
            staffing.grow();
            staffing.replenish();
        });
    }

    /** Ends all environments: lets calls under way end, asks, and kills what does not follow within the grace. */
    @Override
    public void close() {
        List<Environment> members = lock.locked(() -> {
            staffing.close();
            CallResult refusal = staffing.refusal().orElseThrow();
            crew.takeAllWaiting().forEach(call -> call.end(refusal));
            lock.changed();
            awaitLastCalls();
            crew.members().forEach(member -> member.process().ifPresentOrElse(ChildProcess::terminate, member::kill));
            return crew.members();
        });
        long until = lock.now() + GRACE;
        for (Environment member : members) {
            member.process().ifPresent(process -> process.endBy(until - lock.now()));
        }
    }

    private void awaitLastCalls() {
        long until = lock.now() + LAST_CALLS;
        try {
            while (crew.count(Environment::hasCall) > 0 && until - lock.now() > 0) {
                lock.awaitChange(until - lock.now());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
