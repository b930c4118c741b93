package dev.slipway.core.control;

import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.release.Reason;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import dev.slipway.core.release.Step;
import dev.slipway.core.release.Times;
import dev.slipway.core.release.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** What people do to a release, as values: the record that follows. Who is second is told what the first did. */
final class People {

    private final InstantSource clock;

    People(InstantSource clock) {
        this.clock = clock;
    }

    /** The deed, for this release alone: until its save succeeds, another may begin of which the person knows nothing. */
    static UnaryOperator<EndpointRecord> meant(String release, UnaryOperator<EndpointRecord> deed) {
        return record -> {
            String found = record.release().id();
            if (!found.equals(release)) {
                throw new RefusedException(
                        Kind.CONFLICT,
                        "release " + release + " has ended by now, and release " + found
                                + " has begun; look at it before you act on it");
            }
            return deed.apply(record);
        };
    }

    EndpointRecord promote(EndpointRecord record, String by, String why) {
        ReleaseState state = running(record, "promote");
        if (!state.proven()) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "release " + state.id() + " cannot be promoted yet: version "
                            + state.candidate().version() + " has not passed its proof");
        }
        List<String> asks = open(state);
        String without = asks.isEmpty() ? "" : ", without the approval of " + String.join(" and of ", asks);
        if (!asks.isEmpty() && why.isBlank()) {
            throw new RefusedException(
                    Kind.WRONG,
                    "the plan of release " + state.id() + " asks for the approval of " + String.join(" and of ", asks)
                            + "; to promote it without, say why with --reason: the record keeps it");
        }
        Instant now = clock.instant();
        Verdict promote = new Verdict.Promote(reason(state, by, "promoted", without, why));
        ReleaseState promoted = Release.next(state, promote, now);
        return record.with(promoted).tell(now, Event.Type.PROMOTED, by, Told.skipped(promoted, why, asks));
    }

    /** Whose approvals the plan asks for that nobody gave yet. */
    private static List<String> open(ReleaseState state) {
        return state.plan().steps().stream()
                .skip(state.progress().step())
                .filter(Step.Ask.class::isInstance)
                .map(step -> ((Step.Ask) step).of())
                .map(of -> of.isEmpty() ? "somebody" : String.join(" or ", of))
                .toList();
    }

    EndpointRecord rollback(EndpointRecord record, String by, String why) {
        ReleaseState state = running(record, "roll back");
        return decided(
                record, new Verdict.RollBack(reason(state, by, "rolled back", why)), Event.Type.ROLLED_BACK, by, why);
    }

    EndpointRecord approve(EndpointRecord record, String by, String why) {
        ReleaseState state = running(record, "approve");
        if (!(state.status() instanceof Status.Waiting)) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "release " + state.id() + " waits for nobody's approval: it is "
                            + state.status().word() + " at " + state.step().label());
        }
        if (state.step() instanceof Step.Ask ask
                && !ask.of().isEmpty()
                && !ask.of().contains(by)) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "release " + state.id() + " waits for the approval of " + String.join(" or ", ask.of())
                            + ", not of " + by);
        }
        Verdict verdict = Release.pass(state, reason(state, by, "approved", why));
        EndpointRecord approved = decided(record, verdict, Event.Type.APPROVED, by, why);
        return verdict instanceof Verdict.Promote
                ? approved.tell(clock.instant(), Event.Type.PROMOTED, by, Told.person(approved.release(), why))
                : approved;
    }

    EndpointRecord pause(EndpointRecord record, String by, String why) {
        ReleaseState state = running(record, "pause");
        if (state.status() instanceof Status.Paused(String first, String reason, Instant since)) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "release " + state.id() + " is paused already, by " + first + " at " + Times.format(since)
                            + said(reason));
        }
        Instant now = clock.instant();
        return told(
                record,
                state.withStatus(new Status.Paused(by, why, now), reason(state, by, "paused", why)),
                now,
                Event.Type.PAUSED,
                by,
                why);
    }

    EndpointRecord resume(EndpointRecord record, String by, String why) {
        ReleaseState state = running(record, "resume");
        if (!(state.status() instanceof Status.Paused)) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "release " + state.id() + " is not paused: it is "
                            + state.status().word());
        }
        return told(
                record,
                state.withStatus(new Status.Running(), reason(state, by, "resumed", why)),
                clock.instant(),
                Event.Type.RESUMED,
                by,
                why);
    }

    private EndpointRecord decided(EndpointRecord record, Verdict verdict, Event.Type type, String by, String why) {
        Instant now = clock.instant();
        return told(record, Release.next(record.release(), verdict, now), now, type, by, why);
    }

    private static EndpointRecord told(
            EndpointRecord record, ReleaseState state, Instant now, Event.Type type, String by, String why) {
        return record.with(state).tell(now, type, by, Told.person(state, why));
    }

    /** A release that has not ended (I3). */
    private static ReleaseState running(EndpointRecord record, String verb) {
        ReleaseState state = record.release();
        if (state.status().isFinal()) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "there is nothing to " + verb + ": release " + state.id() + " is "
                            + state.status().word() + " for good ("
                            + state.reason().text()
                            + "); to serve another package, release it");
        }
        return state;
    }

    private static Reason reason(ReleaseState state, String by, String deed, String why) {
        return reason(state, by, deed, "", why);
    }

    private static Reason reason(ReleaseState state, String by, String deed, String how, String why) {
        double log = state.evidence().log(state.plan());
        return new Reason("person", deed + " by " + by + how + said(why), log, Release.threshold(state.plan()));
    }

    private static String said(String why) {
        return why.isBlank() ? "" : ": " + why;
    }
}
