package dev.slipway.core.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A release as values. {@link #observe} takes one window in, {@link #decide} says what follows, {@link #next} is the
 * state after it. No clock, no randomness, no I/O: the caller reads, decides, acts and records, in that order.
 */
public final class Release {

    /** A bake is inconclusive after so many times its length without enough measured time. */
    private static final int BAKE_PATIENCE = 4;

    private Release() {}

    /** The logarithm of E at which a candidate is rolled back: ln(1/alpha). */
    public static double threshold(ReleasePlan plan) {
        return -Math.log(plan.alpha());
    }

    /**
     * Takes one finished window in. Windows come in order, each once.
     *
     * @throws IllegalArgumentException where the window begins before the end of the last one
     */
    public static ReleaseState observe(ReleaseState state, Observation window) {
        state.observedUntil().ifPresent(until -> {
            if (window.start().isBefore(until)) {
                throw new IllegalArgumentException(
                        "a window from " + window.start() + " after one until " + until + ": each counts once");
            }
        });
        return new Watch(state, window).observed();
    }

    /** What follows from all that was observed. */
    public static Verdict decide(ReleaseState state, Instant now, Alarms alarms) {
        if (state.status().isFinal()) {
            return new Verdict.Hold(state.reason());
        }
        return Against.of(state, alarms)
                .<Verdict>map(Verdict.RollBack::new)
                .orElseGet(() -> patient(state, forward(state, now, alarms)));
    }

    /** Observes a window and decides at its end: the two calls that belong together, in one. */
    public static Verdict decide(ReleaseState state, Observation window, Alarms alarms) {
        return decide(observe(state, window), window.end(), alarms);
    }

    /** The step is passed for this reason: on to the next one, or the end. */
    public static Verdict pass(ReleaseState state, Reason reason) {
        boolean last = state.progress().step() == state.plan().steps().size() - 1;
        return last ? new Verdict.Promote(reason) : new Verdict.Advance(reason);
    }

    /** Whether a verdict changes where the release stands, beyond its reason. */
    public static boolean changes(ReleaseState state, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Hold(var _) -> false;
            case Verdict.Ask(var _) -> !waits(state, Status.Need.APPROVAL);
            case Verdict.Inconclusive(var _) -> !waits(state, Status.Need.EVIDENCE);
            case Verdict.Advance(var _), Verdict.RollBack(var _), Verdict.Promote(var _) -> true;
        };
    }

    private static boolean waits(ReleaseState state, Status.Need need) {
        return state.status() instanceof Status.Waiting(Status.Need present, var _, var _) && present == need;
    }

    /**
     * The state after a verdict.
     *
     * @throws IllegalStateException where the release has ended (I3), or the candidate would get traffic without its
     *     proof (I4)
     */
    public static ReleaseState next(ReleaseState state, Verdict verdict, Instant now) {
        if (state.status().isFinal()) {
            throw new IllegalStateException(
                    "release " + state.id() + " is " + state.status().word() + " for good");
        }
        ReleaseState told = state.withReason(verdict.reason());
        return switch (verdict) {
            case Verdict.Hold(var _) -> told;
            case Verdict.Ask(Reason reason) -> waiting(told, Status.Need.APPROVAL, reason, now);
            case Verdict.Inconclusive(Reason reason) -> waiting(told, Status.Need.EVIDENCE, reason, now);
            case Verdict.RollBack(Reason reason) -> told.withStatus(new Status.RolledBack(reason, now), reason);
            case Verdict.Promote(Reason reason) -> proven(told).withStatus(new Status.Promoted(reason, now), reason);
            case Verdict.Advance(Reason reason) -> {
                Progress before = told.progress();
                Progress entered = Progress.enter(before.step() + 1, now, before.applied());
                ReleaseState next = told.withStatus(new Status.Running(), reason)
                        .withProgress(entered, told.observedUntil())
                        .withReckoning(told.reckoning().enter());
                yield next.candidateServes() ? proven(next) : next;
            }
        };
    }

    /**
     * The state once the router was seen to have its weights.
     *
     * @param window the length of a window: the first one that is observed is the one in which this happened
     */
    public static ReleaseState applied(ReleaseState state, Instant now, Duration window) {
        if (state.progress().applied().isPresent()) {
            return state;
        }
        Optional<Instant> until = state.observedUntil();
        if (until.isEmpty() && state.candidateServes()) {
            until = Optional.of(Windows.startAtOrBefore(now, window));
        }
        return state.withProgress(state.progress().appliedAt(now), until)
                .withReckoning(state.reckoning().from(now));
    }

    private static ReleaseState proven(ReleaseState state) {
        if (!state.proven()) {
            throw new IllegalStateException("release " + state.id() + " would give traffic to version "
                    + state.candidate().version() + ", which has not passed its proof");
        }
        return state;
    }

    private static ReleaseState waiting(ReleaseState state, Status.Need need, Reason reason, Instant now) {
        return waits(state, need) ? state : state.withStatus(new Status.Waiting(need, reason, now), reason);
    }

    /** What a paused release, or one that waits for a person, does with a verdict to go on: it holds. */
    private static Verdict patient(ReleaseState state, Verdict verdict) {
        boolean goesOn = !(verdict instanceof Verdict.Hold) && !(verdict instanceof Verdict.RollBack);
        return switch (state.status()) {
            case Status.Paused(String by, String why, var _)
            when !(verdict instanceof Verdict.RollBack) ->
                new Verdict.Hold(new Reason(
                        "paused",
                        "paused by " + by + said(why),
                        state.evidence().log(state.plan()),
                        threshold(state.plan())));
            case Status.Waiting(Status.Need need, Reason reason, var _)
            when need == Status.Need.APPROVAL && goesOn -> new Verdict.Ask(reason);
            case Status.Paused _, Status.Waiting _, Status.Running _, Status.Promoted _, Status.RolledBack _ -> verdict;
        };
    }

    private static String said(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }

    private static Verdict forward(ReleaseState state, Instant now, Alarms alarms) {
        return switch (state.step()) {
            case Step.Verify(var _) ->
                new Verdict.Hold(
                        new Reason("verify", "version " + state.candidate().version() + " is being proven", 0, 1));
            case Step.Ask ask ->
                new Verdict.Ask(new Reason(
                        "approval",
                        ask.of().isEmpty()
                                ? "waits for somebody's approval"
                                : "waits for the approval of " + String.join(" or ", ask.of()),
                        0,
                        1));
            case Step.Shift(var _, Duration atLeast, Duration atMost, long requests) ->
                timed(state, now, Passing.of(state, alarms, atLeast, requests), atMost);
            case Step.Bake(Duration length) ->
                timed(state, now, Passing.of(state, alarms, length, 0), length.multipliedBy(BAKE_PATIENCE));
            case Step.Shadow(var _), Step.Bandit(var _) ->
                new Verdict.Hold(
                        new Reason("step", "no engine for a " + state.step().label() + " step here", 0, 1));
        };
    }

    private static Verdict timed(ReleaseState state, Instant now, Passing passing, Duration atMost) {
        return switch (passing) {
            case Passing.Passed(Reason reason) -> pass(state, reason);
            case Passing.NotYet(Reason reason, boolean seen) -> {
                boolean over = state.progress().applied().isPresent()
                        && state.reckoning().elapsedAt(now).compareTo(atMost) >= 0;
                yield !over ? new Verdict.Hold(reason) : inconclusive(state, reason, seen, atMost);
            }
        };
    }

    /** Time is over. Nothing raises a weight where nothing was seen, whatever the plan says (I2). */
    private static Verdict inconclusive(ReleaseState state, Reason reason, boolean seen, Duration atMost) {
        Reason over = new Reason(
                "inconclusive",
                "nothing decided within " + DurationText.format(atMost) + ": " + reason.text(),
                reason.number(),
                reason.threshold());
        return switch (state.plan().onInconclusive()) {
            case HOLD -> new Verdict.Inconclusive(over);
            case ASK -> new Verdict.Ask(over);
            case ROLL_BACK -> new Verdict.RollBack(over);
            case PROMOTE -> seen ? new Verdict.Promote(over) : new Verdict.Inconclusive(over);
        };
    }
}
