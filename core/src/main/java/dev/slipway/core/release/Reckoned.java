package dev.slipway.core.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release after its time was counted.
 *
 * @param state the release
 * @param jump what is to be told, where the clock jumped or nobody looked for long
 * @param late what is to be told, where this clock is behind what was observed already, and so nothing can be looked at
 */
public record Reckoned(ReleaseState state, Optional<String> jump, Optional<String> late) {

    /** Whoever looks less often than this was away, or its clock was set: that time does not count. */
    private static final int MOST_WINDOWS = 10;

    /**
     * Counts the time since the last look.
     *
     * @param now what the clock says
     * @param timeline where the metric source's windows lie: see {@code MetricSource.timeline}
     * @param window the length of a window
     */
    public static Reckoned of(ReleaseState state, Instant now, String timeline, Duration window) {
        Reckoning before = state.reckoning();
        boolean counts = state.step() instanceof Step.Verify || state.candidateServes();
        if (!counts || state.status().isFinal()) {
            return quiet(state);
        }
        Instant latest = latest(state).orElse(now);
        if (now.isBefore(latest.minus(window))) {
            return back(state, latest, now, timeline, window);
        }
        if (before.at().isEmpty()) {
            return quiet(state.withReckoning(before.look(Duration.ZERO, now, timeline)));
        }
        Duration since = Duration.between(before.at().get(), now);
        if (since.compareTo(window.multipliedBy(MOST_WINDOWS)) > 0) {
            ReleaseState ahead = state.withReckoning(before.look(Duration.ZERO, now, timeline));
            return new Reckoned(ahead, Optional.of(away(before.at().get(), now)), Optional.empty());
        }
        boolean wait = since.compareTo(window) < 0;
        return quiet(state.withReckoning(wait ? before.on(timeline) : before.look(since, now, timeline)));
    }

    /** The latest time that a clock is known to have said. */
    private static Optional<Instant> latest(ReleaseState state) {
        return Stream.concat(state.reckoning().at().stream(), state.observedUntil().stream())
                .max(Comparator.naturalOrder());
    }

    private static Reckoned quiet(ReleaseState state) {
        return new Reckoned(state, Optional.empty(), Optional.empty());
    }

    /**
     * The clock is behind where it was. Where the source's clock was set as well, its windows are new ones, whatever
     * their times. Otherwise calls that were counted must not be counted again: the way back goes no further than to the
     * last window that had some, and a clock that is even behind that waits.
     */
    private static Reckoned back(ReleaseState state, Instant latest, Instant now, String timeline, Duration window) {
        Reckoning before = state.reckoning();
        boolean isNew = !timeline.equals(before.timeline());
        Instant counted = isNew ? now : before.called().orElse(now);
        if (counted.isAfter(now)) {
            return new Reckoned(
                    state,
                    Optional.empty(),
                    Optional.of("this controller's clock says " + Times.format(now) + ", and calls were counted until "
                            + Times.format(counted) + ": it looks at nothing before then"));
        }
        Optional<Instant> until =
                state.observedUntil().map(observed -> earlier(observed, Windows.startAtOrBefore(counted, window)));
        Progress progress = state.progress().setBack(now);
        if (!isNew && until.isPresent()) {
            // Measured time without calls that will be looked at once more.
            progress = progress.without(shorter(
                    before.idle(),
                    Duration.between(until.get(), state.observedUntil().orElseThrow())));
        }
        ReleaseState there = state.withProgress(progress, until)
                .withReckoning(new Reckoning(
                        before.elapsed(),
                        Optional.of(now),
                        timeline,
                        isNew ? Optional.empty() : before.called(),
                        Duration.ZERO));
        return new Reckoned(
                there,
                Optional.of("the clock went back by "
                        + rounded(Duration.between(now, latest)) + ", from "
                        + Times.format(latest) + " to " + Times.format(now)
                        + "; the release goes on from there"),
                Optional.empty());
    }

    private static String away(Instant from, Instant to) {
        return "nobody looked for " + rounded(Duration.between(from, to)) + ", from " + Times.format(from) + " to "
                + Times.format(to)
                + ": the controller stood still, or its clock was set ahead; that time counts towards no longest time";
    }

    private static String rounded(Duration duration) {
        return DurationText.format(Duration.ofSeconds(duration.toSeconds()));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
