package dev.slipway.local.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One environment: a child process and where it is in its life. All fields are guarded by its host's lock; the methods
 * that the wire calls go through the host.
 */
final class Environment {

    /** Where an environment is in its life. */
    enum Phase {
        /** Its process starts and loads the model. */
        STARTING,
        /** It waits at its checkpoint to be restored. */
        PARKED,
        /** Its hooks run after the checkpoint. */
        RESTORING,
        /** It asked for a call and there is none. */
        IDLE,
        /** It has a call. */
        BUSY,
        /** It ended, or is about to. */
        GONE
    }

    private final String name;
    private final String key;
    private Phase phase = Phase.STARTING;
    private long limit;
    private long idleSince;
    private @Nullable Call call;
    private @Nullable Call first;
    private @Nullable ChildProcess process;
    private boolean killed;
    private String complaint = "";
    private volatile String epitaph = "";
    private CompletableFuture<Optional<Call>> poll = new CompletableFuture<>();
    private final CompletableFuture<Boolean> restore = new CompletableFuture<>();

    /**
     * An environment that is about to start.
     *
     * @param name for logs
     * @param key the secret part of its Runtime API's path
     * @param limit when its start has taken too long
     * @param first the call that waits for this very environment, where there is one
     */
    Environment(String name, String key, long limit, Optional<Call> first) {
        this.name = name;
        this.key = key;
        this.limit = limit;
        this.first = first.orElse(null);
    }

    String name() {
        return name;
    }

    String key() {
        return key;
    }

    Phase phase() {
        return phase;
    }

    boolean is(Phase wanted) {
        return phase == wanted;
    }

    /** Whether it can take calls, now or after the one it has. */
    boolean ready() {
        return phase == Phase.IDLE || phase == Phase.BUSY;
    }

    /** Whether it is on its way to take calls. */
    boolean coming() {
        return phase == Phase.STARTING || phase == Phase.RESTORING;
    }

    /** Whether it has ended its call and is about to ask for the next. */
    boolean finishing() {
        return phase == Phase.BUSY && call == null;
    }

    /** Whether somebody waits for it. */
    boolean hasCall() {
        return call != null;
    }

    boolean overLimit(long now) {
        return phase != Phase.GONE && phase != Phase.IDLE && phase != Phase.PARKED && now - limit >= 0;
    }

    long idleSince() {
        return idleSince;
    }

    /** The process, from when it was started. */
    void started(ChildProcess started) {
        process = started;
        if (killed) {
            started.kill();
        }
    }

    Optional<Long> processId() {
        return Optional.ofNullable(process).map(ChildProcess::id);
    }

    Optional<ChildProcess> process() {
        return Optional.ofNullable(process);
    }

    /** The checkpoint: what comes out says whether to go on. */
    CompletableFuture<Boolean> park(long now) {
        phase = Phase.PARKED;
        idleSince = now;
        return restore;
    }

    void restore(long until) {
        phase = Phase.RESTORING;
        limit = until;
        restore.complete(true);
    }

    /** The call that waited for this environment alone, once. */
    Optional<Call> takeFirst() {
        Optional<Call> taken = Optional.ofNullable(first);
        first = null;
        return taken;
    }

    /** It has nothing to do: what comes out is its next call, or empty where it shall end. */
    CompletableFuture<Optional<Call>> idle(long now) {
        phase = Phase.IDLE;
        idleSince = now;
        call = null;
        poll = new CompletableFuture<>();
        return poll;
    }

    void busy(Call next, long until) {
        phase = Phase.BUSY;
        call = next;
        limit = until;
    }

    /** Keeps the limit that its start had: the first call waited for the start. */
    void busyUntilLimit(Call next) {
        busy(next, limit);
    }

    /** Hands an idle environment the call it was made busy with. */
    void deliver(Call next) {
        poll.complete(Optional.of(next));
    }

    /** The call of this id, if it is the one that it has; it has none from then on, and must ask for one in time. */
    Optional<Call> finish(String id, long until) {
        if (call == null || !call.id().equals(id)) {
            return Optional.empty();
        }
        Optional<Call> finished = Optional.of(call);
        call = null;
        limit = until;
        return finished;
    }

    /** The call it has whose caller gives up now, once or more. The function goes on with it. */
    Optional<Call> impatient(long now) {
        return Optional.ofNullable(call).filter(mine -> mine.outOfPatience(now));
    }

    /** Notes why it is about to end, in its own words; the first ones stay. */
    void complain(String words) {
        if (complaint.isEmpty()) {
            complaint = words;
        }
    }

    String complaint() {
        return complaint;
    }

    /** Notes why the host ends it, for its log. */
    void epitaph(String words) {
        epitaph = words;
    }

    /** Why the host ended it; empty where it did not. For any thread. */
    String epitaph() {
        return epitaph;
    }

    /** It is gone from now on. Answers the calls that will have no answer from it. */
    List<Call> leave() {
        List<Call> lost = new ArrayList<>();
        takeFirst().ifPresent(lost::add);
        Optional.ofNullable(call).ifPresent(lost::add);
        call = null;
        phase = Phase.GONE;
        restore.complete(false);
        poll.complete(Optional.empty());
        return lost;
    }

    /** Kills its process, now or as soon as there is one. */
    void kill() {
        killed = true;
        if (process != null) {
            process.kill();
        }
    }
}
