package dev.slipway.local.runtime;

import java.util.List;
import java.util.OptionalLong;

/**
 * Ends environments that use more memory than their function has, as Lambda does. A heap has a limit of its own; what an
 * engine takes beside it has none. Counted is what only the process itself can give back: memory without a file behind
 * it. Guarded by the host's lock.
 */
final class Excess {

    private static final long MEGABYTE = 1024L * 1024;

    private final VersionSpec spec;
    private final Crew crew;
    private final StartRecord starts;

    Excess(VersionSpec spec, Crew crew, StartRecord starts) {
        this.spec = spec;
        this.crew = crew;
        this.starts = starts;
    }

    /** Ends what uses too much now. Whether an environment did. */
    boolean end(long now) {
        long limit = spec.settings().memory() * MEGABYTE;
        boolean ended = false;
        for (Environment environment : crew.members()) {
            OptionalLong used = environment.process().map(ChildProcess::memory).orElse(OptionalLong.empty());
            if (used.isPresent() && used.getAsLong() > limit) {
                end(environment, used.getAsLong(), now);
                ended = true;
            }
        }
        return ended;
    }

    private void end(Environment environment, long used, long now) {
        String why = "it used " + used / MEGABYTE + " MB of memory and has "
                + spec.settings().memory() + " MB; raise serving.memory in slipway.yaml, or send less at a time";
        crew.leave(environment);
        List<Call> lost = environment.leave();
        starts.failed(why + " (log: " + spec.log(environment.name()) + ")", now);
        environment.epitaph("Runtime.OutOfMemory: " + why);
        environment.kill();
        CallResult killed = new CallResult.Unanswered("Runtime.OutOfMemory", spec.label() + ": " + why);
        lost.forEach(call -> call.end(killed));
    }
}
