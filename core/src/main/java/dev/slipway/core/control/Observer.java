package dev.slipway.core.control;

import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.Alarms;
import dev.slipway.core.release.LatencyThreshold;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the windows that are due, in order, each once, and stops at the first that decides something. */
final class Observer {

    /** What is further back than so many windows is one gap of which nothing is known. */
    static final int MOST_WINDOWS = 300;

    /** Thresholds are taken from so many windows of stable's calls. */
    private static final int WINDOWS_FOR_THRESHOLDS = 900;

    private final MetricSource metrics;

    Observer(MetricSource metrics) {
        this.metrics = metrics;
    }

    /**
     * What was seen.
     *
     * @param state the release with the windows taken in
     * @param windows the windows
     * @param verdict what follows
     */
    record Seen(ReleaseState state, List<Observation> windows, Verdict verdict) {}

    Seen observe(ReleaseState begin, Instant now, Alarms alarms) {
        ReleaseState state = withThresholds(begin, now);
        List<Observation> windows = new ArrayList<>();
        Instant at = earliest(now, state);
        Verdict verdict = Release.decide(state, at, alarms);
        Optional<Observation> next = next(state, now);
        while (next.isPresent() && !Release.changes(state, verdict)) {
            windows.add(next.get());
            state = Release.observe(state, next.get());
            at = earlier(now, next.get().end());
            verdict = Release.decide(state, at, alarms);
            next = Release.changes(state, verdict) ? Optional.empty() : next(state, now);
        }
        boolean decided = Release.changes(state, verdict) || at.equals(now);
        return new Seen(state, windows, decided ? verdict : Release.decide(state, now, alarms));
    }

    /** Time is not over before the windows were looked at that it had. */
    private static Instant earliest(Instant now, ReleaseState state) {
        return state.observedUntil().map(until -> earlier(now, until)).orElse(now);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private Optional<Observation> next(ReleaseState state, Instant now) {
        if (state.observedUntil().isEmpty()) {
            return Optional.empty();
        }
        Instant start = state.observedUntil().get();
        Duration window = metrics.window();
        Instant settled = metrics.settled(now);
        if (settled.isBefore(start.plus(window))) {
            return Optional.empty();
        }
        Instant oldest = settled.minus(window.multipliedBy(MOST_WINDOWS));
        return start.isBefore(oldest) ? Optional.of(gap(state, start, oldest)) : read(state, start, window);
    }

    private Optional<Observation> read(ReleaseState state, Instant start, Duration window) {
        List<Duration> slowerThan =
                state.thresholds().values().stream().distinct().sorted().toList();
        try {
            return Optional.of(metrics.observe(state.endpoint(), start, versions(state), slowerThan));
        } catch (PlatformException.Unavailable e) {
            return Optional.empty(); // later; the window waits
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    noData(state, start, start.plus(window), "the source contradicts itself: " + e.getMessage()));
        }
    }

    private static Observation gap(ReleaseState state, Instant start, Instant end) {
        return noData(state, start, end, "nobody looked from " + start + " to " + end);
    }

    private static Observation noData(ReleaseState state, Instant start, Instant end, String why) {
        Map<String, Observation.Arm> arms = new HashMap<>();
        versions(state).forEach(version -> arms.put(version, new Observation.NoData(why)));
        return new Observation(start, end, arms);
    }

    private static List<String> versions(ReleaseState state) {
        return Stream.concat(state.stable().stream(), Stream.of(state.candidate()))
                .map(version -> version.version())
                .toList();
    }

    /** Thresholds come from calls before those they are used on, and are then fixed. */
    private ReleaseState withThresholds(ReleaseState state, Instant now) {
        boolean complete = state.thresholds().size()
                == state.plan().quantiles().stream().distinct().count();
        if (complete || state.stable().isEmpty() || !state.candidateServes()) {
            return state;
        }
        Instant to = state.observedUntil().orElseGet(() -> metrics.settled(now));
        Instant from = to.minus(metrics.window().multipliedBy(WINDOWS_FOR_THRESHOLDS));
        Map<Double, Duration> fixed = new HashMap<>(state.thresholds());
        try {
            for (double quantile : state.plan().quantiles()) {
                if (!fixed.containsKey(quantile)) {
                    metrics.latency(state.endpoint(), state.stable().get().version(), from, to, quantile)
                            .ifPresent(latency -> fixed.put(quantile, LatencyThreshold.above(latency)));
                }
            }
        } catch (PlatformException.Unavailable e) {
            return state; // later
        }
        return state.withThresholds(fixed);
    }
}
