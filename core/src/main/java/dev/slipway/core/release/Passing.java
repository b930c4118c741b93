package dev.slipway.core.release;

import java.time.Duration;
import java.util.Optional;

/** Whether a step is passed. Never on bad or missing evidence (I2). */
sealed interface Passing {

    /** All that the step needs is there. */
    record Passed(Reason reason) implements Passing {}

    /**
     * Something is still missing.
     *
     * @param reason what
     * @param seen whether the candidate's calls were seen in this step, nothing is wrong with what was seen, and it does
     *     not speak against the candidate
     */
    record NotYet(Reason reason, boolean seen) implements Passing {}

    static Passing of(ReleaseState state, Alarms alarms, Duration atLeast, long requests) {
        Optional<Reason> doubt = doubt(state, alarms);
        if (doubt.isPresent()) {
            return new NotYet(doubt.get(), false);
        }
        return little(state, atLeast, requests)
                .<Passing>map(reason -> new NotYet(reason, seen(state)))
                .orElseGet(() -> convinced(state));
    }

    private static boolean seen(ReleaseState state) {
        return state.progress().candidate().requests() > 0 && !speaksAgainst(state);
    }

    /** Whether the evidence is half-way to a roll-back, or further. */
    private static boolean speaksAgainst(ReleaseState state) {
        return state.evidence().log(state.plan()) >= Release.threshold(state.plan()) / 2;
    }

    /** What makes the evidence itself doubtful. */
    private static Optional<Reason> doubt(ReleaseState state, Alarms alarms) {
        Progress progress = state.progress();
        Evidence evidence = state.evidence();
        if (progress.applied().isEmpty()) {
            return Optional.of(new Reason("weights", "the router does not have the step's weights yet", 0, 1));
        }
        double traffic = traffic(state);
        if (traffic >= TrafficCheck.THRESHOLD) {
            return Optional.of(new Reason(
                    "traffic",
                    "the routing is broken: of "
                            + (progress.stable().requests()
                                    + progress.candidate().requests())
                            + " requests the candidate had "
                            + progress.candidate().requests() + ", its weight is "
                            + Numbers.percent(state.shareAt(progress.step()).doubleValue()),
                    traffic,
                    TrafficCheck.THRESHOLD));
        }
        if (evidence.both().isPresent()) {
            return Optional.of(new Reason(
                    "both", evidence.both().get(), evidence.log(state.plan()), Release.threshold(state.plan())));
        }
        if (!alarms.unknown().isEmpty()) {
            return Optional.of(new Reason(
                    "alarm",
                    "nothing is known of alarm " + String.join(", ", alarms.unknown()),
                    alarms.unknown().size(),
                    0));
        }
        return evidence.missing()
                .map(missing ->
                        new Reason("no data", missing, progress.candidate().requests(), 0));
    }

    private static double traffic(ReleaseState state) {
        if (!state.stableServes() || !state.candidateServes()) {
            return 0;
        }
        Progress progress = state.progress();
        return TrafficCheck.log(
                progress.stable().requests(),
                progress.candidate().requests(),
                state.shareAt(progress.step()).doubleValue());
    }

    /** What there is too little of. */
    private static Optional<Reason> little(ReleaseState state, Duration atLeast, long requests) {
        Progress progress = state.progress();
        if (progress.observed().compareTo(atLeast) < 0) {
            return Optional.of(new Reason(
                    "time",
                    DurationText.format(progress.observed()) + " of at least " + DurationText.format(atLeast)
                            + " measured",
                    seconds(progress.observed()),
                    seconds(atLeast)));
        }
        long needed = raises(state) ? Math.max(1, requests) : requests;
        if (progress.candidate().requests() < needed) {
            return Optional.of(new Reason(
                    "requests",
                    "the candidate had " + progress.candidate().requests() + " of at least " + needed + " requests in "
                            + DurationText.format(progress.observed()) + " at "
                            + Numbers.percent(state.shareAt(progress.step()).doubleValue())
                            + " of the traffic; it waits for more of them, or for a person to promote or roll back",
                    progress.candidate().requests(),
                    needed));
        }
        return Optional.empty();
    }

    /** Whether passing the step gives the candidate more traffic. */
    private static boolean raises(ReleaseState state) {
        int next = state.progress().step() + 1;
        double after = next < state.plan().steps().size() ? state.shareAt(next).doubleValue() : 1;
        return after > state.shareAt(state.progress().step()).doubleValue();
    }

    private static Passing convinced(ReleaseState state) {
        ReleasePlan plan = state.plan();
        double against = state.evidence().log(plan);
        double halfway = Release.threshold(plan) / 2;
        if (speaksAgainst(state)) {
            return new NotYet(
                    new Reason(
                            "evidence",
                            "log E against the candidate is " + Numbers.plain(against)
                                    + ", half-way to a roll-back or more",
                            against,
                            halfway),
                    false);
        }
        return switch (plan.advance()) {
            case NO_EVIDENCE_AGAINST ->
                new Passed(new Reason(
                        "evidence",
                        unspoken(state.progress().candidate().requests()) + ": log E " + Numbers.plain(against)
                                + " is below " + Numbers.plain(halfway) + " after "
                                + state.progress().candidate().requests()
                                + " requests",
                        against,
                        halfway));
            case PROOF -> proof(state);
        };
    }

    /** Where nobody called, nothing was seen: a step that gives no more traffic is over all the same, and says so. */
    private static String unspoken(long requests) {
        return requests == 0
                ? "no call came in this step, so nothing was seen of the candidate in it; nothing speaks against it"
                : "nothing speaks against the candidate";
    }

    private static Passing proof(ReleaseState state) {
        if (state.step() instanceof Step.Bake) {
            return new Passed(new Reason(
                    "evidence",
                    state.progress().candidate().requests() == 0
                            ? "no call came while the proven candidate baked, so nothing speaks against it"
                            : "nothing speaks against the proven candidate while it baked",
                    state.evidence().log(state.plan()),
                    Release.threshold(state.plan()) / 2));
        }
        Reason best = state.progress().proof().reasons(state.plan()).getFirst();
        Reason told = new Reason(
                best.rule(),
                best.text() + ": " + Numbers.plain(best.number())
                        + (best.number() >= best.threshold() ? " reached " : " of ") + Numbers.plain(best.threshold())
                        + " needed",
                best.number(),
                best.threshold());
        return best.number() >= best.threshold() ? new Passed(told) : new NotYet(told, seen(state));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
