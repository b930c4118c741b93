package dev.slipway.local.runtime;

import dev.slipway.local.runtime.Environment.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends what takes longer than it may: starts, restores, calls, and the patience of callers. Guarded by the host's lock. */
final class Overdue {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final VersionSpec spec;
    private final Crew crew;
    private final StartRecord starts;
    private final Staffing staffing;

    Overdue(VersionSpec spec, Crew crew, StartRecord starts, Staffing staffing) {
        this.spec = spec;
        this.crew = crew;
        this.starts = starts;
        this.staffing = staffing;
    }

    /** Ends what is overdue now. Whether an environment was. */
    boolean end(long now) {
        List<Environment> late =
                crew.members().stream().filter(member -> member.overLimit(now)).toList();
        late.forEach(environment -> end(environment, now));
        crew.members().stream()
                .map(member -> member.impatient(now))
                .flatMap(Optional::stream)
                .forEach(call -> call.end(new CallResult.Unanswered(
                        "Caller.Timedout", spec.label() + " did not answer before its caller gave up")));
        crew.takeImpatient(now)
                .forEach(call ->
                        call.end(new CallResult.NotReady(spec.label() + " had no environment free in time", RETRY)));
        return !late.isEmpty();
    }

    private void end(Environment environment, long now) {
        String what = environment.is(Phase.RESTORING) ? "its restore" : "its start";
        boolean early = environment.coming();
        crew.leave(environment);
        CallResult.Unanswered timedOut = new CallResult.Unanswered(
                "Sandbox.Timedout",
                "Task timed out after %.2f seconds"
                        .formatted(spec.settings().timeout().toMillis() / 1000.0));
        environment.leave().forEach(call -> call.end(timedOut));
        if (early && !spec.settings().snapStart() && !staffing.isClosed()) {
            starts.cutShort();
        } else if (early) {
            starts.failed(what + " took longer than allowed", now);
        }
        environment.epitaph(early ? what + " took longer than allowed" : timedOut.message());
        environment.kill();
    }
}
