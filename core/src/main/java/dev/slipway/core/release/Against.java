package dev.slipway.core.release;

import java.util.Optional;

/** What rolls a candidate back, whatever the step: a named alarm, or the evidence of all gates together. */
final class Against {

    private Against() {}

    static Optional<Reason> of(ReleaseState state, Alarms alarms) {
        if (!alarms.firing().isEmpty()) {
            return Optional.of(new Reason(
                    "alarm",
                    "alarm " + String.join(", ", alarms.firing()) + " fires (alarms stand outside alpha)",
                    alarms.firing().size(),
                    1));
        }
        Evidence.Strength against = state.evidence().against(state.plan());
        double threshold = Release.threshold(state.plan());
        return against.log() >= threshold
                ? Optional.of(new Reason(against.strongest().key(), text(state, against), against.log(), threshold))
                : Optional.empty();
    }

    private static String text(ReleaseState state, Evidence.Strength against) {
        Evidence evidence = state.evidence();
        String what = switch (against.strongest()) {
            case Gate.Errors(double tolerate) ->
                "the candidate fails more often than " + tolerate + " times stable's odds";
            case Gate.Latency latency ->
                "more of the candidate's calls are slower than "
                        + threshold(state, latency) + ", which is stable's q"
                        + latency.percent() + " and the tolerance of a quarter or 5ms";
            case Gate.Rate(String key, double limit, var _) ->
                key.equals("slo")
                        ? "the candidate fails more than its budget of " + Numbers.percent(limit)
                        : "the candidate fails more than " + Numbers.percent(limit) + " of its calls by far";
        };
        return what + ": candidate " + evidence.candidate() + " failed, stable " + evidence.stable() + "; log E "
                + Numbers.plain(against.log()) + " (" + against.strongest().key() + " alone "
                + Numbers.plain(against.strongestLog()) + ") reached ln(1/alpha) "
                + Numbers.plain(Release.threshold(state.plan()));
    }

    private static String threshold(ReleaseState state, Gate.Latency latency) {
        return Optional.ofNullable(state.thresholds().get(latency.quantile()))
                .map(DurationText::format)
                .orElse("before");
    }
}
