package dev.slipway.local.runtime;

import dev.slipway.local.runtime.Environment.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides when environments of a version start, are restored, and rest. Guarded by the host's lock; never waits.
 *
 * <p>There are as many as calls need, at most {@link HostLimits#environments()}, and not fewer than {@link #keep kept}
 * or {@link #ask asked for}.
 */
final class Staffing {

    /** A pause longer than this is told to callers at once instead of letting them wait. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

    private final VersionSpec spec;
    private final HostLimits limits;
    private final HostLock lock;
    private final Starter starter;
    private final Crew crew;
    private final StartRecord starts;
    private final Reports reports;
    private final List<Integer> asked = new ArrayList<>();
    private int kept;
    private boolean closed;

    Staffing(VersionSpec spec, HostLimits limits, HostLock lock, Starter starter, Crew crew, StartRecord starts) {
        this.spec = spec;
        this.limits = limits;
        this.lock = lock;
        this.starter = starter;
        this.crew = crew;
        this.starts = starts;
        this.reports = new Reports(spec, lock, crew, starts, this);
    }

    /** So many stay when nobody calls. */
    void keep(int environments) {
        kept = Math.min(environments, limits.environments());
        replenish();
    }

    /** Whether it has none and is to have none. */
    boolean sleeps() {
        return crew.size() == 0 && kept == 0;
    }

    /** Somebody waits for so many to be ready at the same time: none of them may rest until {@link #release}. */
    void ask(int environments) {
        asked.add(environments);
    }

    /** Nobody waits for so many any more. */
    void release(int environments) {
        asked.remove(Integer.valueOf(environments));
    }

    /** Nothing starts from now on. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Why a call would wait in vain; empty where it would not. */
    Optional<CallResult> refusal() {
        if (closed) {
            return Optional.of(new CallResult.NotReady(spec.label() + " is being stopped", LONG_PAUSE));
        }
        if (starts.givenUp().isPresent()) {
            return Optional.of(notStarting(LONG_PAUSE));
        }
        Duration pause = starts.pause(lock.now());
        return crew.size() == 0 && pause.compareTo(LONG_PAUSE) > 0 ? Optional.of(notStarting(pause)) : Optional.empty();
    }

    private CallResult notStarting(Duration retry) {
        return new CallResult.NotReady(spec.label() + " does not start; its stage says why", retry);
    }

    /** Makes so many come at the same time. */
    void raise(int environments) {
        int coming = crew.count(member -> member.ready() || member.coming());
        while (coming < environments && advance(environments)) {
            coming++;
        }
    }

    /** Lets environments come for calls that wait, one after the other: a start costs more than a short wait. */
    void grow() {
        if (crew.waiting() <= crew.count(Environment::finishing) || crew.count(Environment::coming) > 0) {
            return;
        }
        if (!starts.cut()) {
            advance(limits.environments());
        } else if (crew.size() < limits.environments() && mayStart()) {
            start(crew.takeWaiting(), spec.settings().timeout());
        }
    }

    /** Starts what is missing of those that are kept. A version that never started gets one, so that its state becomes known. */
    void replenish() {
        int wanted = starts.proven() ? kept : Math.max(kept, 1);
        if (wanted > crew.size() && !starts.cut() && crew.count(Environment::coming) == 0 && mayStart()) {
            start(Optional.empty(), startLimit());
        }
    }

    /** Lets go what rested too long, down to those that are kept or asked for. */
    void rest(long now) {
        int least =
                Math.max(kept, asked.stream().mapToInt(Integer::intValue).max().orElse(0));
        while (crew.count(member -> member.ready() || member.is(Phase.PARKED)) > least) {
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

    /** The longest that an environment's start may take. */
    Duration startLimit() {
        Duration timeout = spec.settings().timeout();
        if (!spec.settings().snapStart()) {
            return starts.cut() ? timeout : limits.init();
        }
        return timeout.compareTo(limits.snapshotInit()) > 0 ? timeout : limits.snapshotInit();
    }

    /** Restores an environment, or else starts one. False where neither may be. */
    private boolean advance(int most) {
        Optional<Environment> parked = crew.takeParked();
        if (parked.isPresent()) {
            parked.get().restore(lock.now() + limits.restore().toNanos());
            return true;
        }
        if (crew.size() >= most || !mayStart()) {
            return false;
        }
        start(Optional.empty(), startLimit());
        return true;
    }

    private boolean mayStart() {
        boolean oneByOne = starts.careful() && crew.count(Environment::coming) > 0;
        return !closed && !oneByOne && starts.mayStart(lock.now());
    }

    private void start(Optional<Call> first, Duration limit) {
        Environment environment = starter.environment(lock.now() + limit.toNanos(), first);
        crew.join(environment);
        starter.start(environment, reports);
    }
}
