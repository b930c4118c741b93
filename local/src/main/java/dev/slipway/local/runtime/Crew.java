package dev.slipway.local.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A version's environments and the calls that wait for one. Guarded by the host's lock; does nothing but count. */
final class Crew {

    private final List<Environment> members = new ArrayList<>();
    private final Deque<Environment> idle = new ArrayDeque<>();
    private final Deque<Environment> parked = new ArrayDeque<>();
    private final Deque<Call> waiting = new ArrayDeque<>();

    void join(Environment environment) {
        members.add(environment);
    }

    /** Takes an environment out. False where it was out already. */
    boolean leave(Environment environment) {
        idle.remove(environment);
        parked.remove(environment);
        return members.remove(environment);
    }

    List<Environment> members() {
        return List.copyOf(members);
    }

    int size() {
        return members.size();
    }

    int count(Predicate<Environment> which) {
        int count = 0;
        for (Environment environment : members) {
            if (which.test(environment)) {
                count++;
            }
        }
        return count;
    }

    void idle(Environment environment) {
        idle.addLast(environment);
    }

    /** The environment that was busy last, so that the others can rest and go. */
    Optional<Environment> takeIdle() {
        return Optional.ofNullable(idle.pollLast());
    }

    /** The environment that rested longest. */
    Optional<Environment> longestIdle() {
        return Optional.ofNullable(idle.peekFirst()).or(() -> Optional.ofNullable(parked.peekFirst()));
    }

    void park(Environment environment) {
        parked.addLast(environment);
    }

    Optional<Environment> takeParked() {
        return Optional.ofNullable(parked.pollLast());
    }

    int waiting() {
        return waiting.size();
    }

    void await(Call call) {
        waiting.addLast(call);
    }

    Optional<Call> takeWaiting() {
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** Takes out the waiting calls whose callers give up now. */
    List<Call> takeImpatient(long now) {
        List<Call> impatient = new ArrayList<>();
        for (Iterator<Call> calls = waiting.iterator(); calls.hasNext(); ) {
            Call call = calls.next();
            if (call.outOfPatience(now)) {
                calls.remove();
                impatient.add(call);
            }
        }
        return impatient;
    }

    /** Takes out all waiting calls. */
    List<Call> takeAllWaiting() {
        List<Call> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
