package dev.slipway.core.platform.memory;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Calls counted in memory, window by window. It knows of nothing that happened before it began to watch, nor of what it
 * was told to forget. Many threads may use it.
 */
public final class MemoryMetricSource implements MetricSource {

    /**
     * One call as it ended.
     *
     * @param failed whether it was answered 5xx or not at all
     * @param latency how long it took; empty where it is no evidence: cold, warming up, or never answered
     */
    public record Call(ModelName endpoint, String version, Instant at, boolean failed, Optional<Duration> latency) {}

    private record Arm(ModelName endpoint, String version) {}

    private static final class Counts {
        private long requests;
        private long errors;
        private final List<Duration> latencies = new ArrayList<>();
    }

    private final Duration window;
    private final Duration delay;
    private final Duration keep;
    private final NavigableMap<Instant, Map<Arm, Counts>> windows = new TreeMap<>();
    private Instant since;
    private int timelines;
    private Optional<String> outage = Optional.empty();

    /**
     * A source that begins to watch.
     *
     * @param window the length of a window
     * @param delay how long after its end a window is settled
     * @param keep how long a window is kept
     * @param since when it begins to watch
     */
    public MemoryMetricSource(Duration window, Duration delay, Duration keep, Instant since) {
        this.window = window;
        this.delay = delay;
        this.keep = keep;
        this.since = since;
    }

    /** Counts a call. */
    public synchronized void add(Call call) {
        Instant start = Windows.startAtOrBefore(call.at(), window);
        Counts counts = windows.computeIfAbsent(start, at -> new HashMap<>())
                .computeIfAbsent(new Arm(call.endpoint(), call.version()), arm -> new Counts());
        counts.requests++;
        if (call.failed()) {
            counts.errors++;
        }
        call.latency().ifPresent(counts.latencies::add);
        forgetBefore(windows.lastKey().minus(keep));
    }

    /** Forgets all calls before a time: as if it had begun to watch then. */
    public synchronized void forgetBefore(Instant time) {
        windows.headMap(time).clear();
        since = time.isAfter(since) ? time : since;
    }

    /** Its clock was set to this time: it begins to watch anew. */
    public synchronized void restart(Instant time) {
        windows.clear();
        since = time;
        timelines++;
    }

    @Override
    public synchronized String timeline() {
        return "memory-" + timelines;
    }

    /** Does not answer any more, for this reason. */
    public synchronized void fail(String reason) {
        outage = Optional.of(reason);
    }

    /** Answers again. */
    public synchronized void recover() {
        outage = Optional.empty();
    }

    @Override
    public Duration window() {
        return window;
    }

    @Override
    public Instant settled(Instant now) {
        return Windows.startAtOrBefore(now.minus(delay), window);
    }

    @Override
    public synchronized Observation observe(
            ModelName endpoint, Instant start, List<String> versions, List<Duration> slowerThan) {
        answer();
        Map<String, Observation.Arm> arms = new HashMap<>();
        for (String version : versions) {
            arms.put(
                    version,
                    start.isBefore(since)
                            ? new Observation.NoData("nothing is known of the time before " + since)
                            : measured(counts(endpoint, version, start), slowerThan));
        }
        return new Observation(start, start.plus(window), arms);
    }

    @Override
    public synchronized Optional<Duration> latency(
            ModelName endpoint, String version, Instant from, Instant to, double quantile) {
        answer();
        List<Duration> all = new ArrayList<>();
        windows.subMap(from, to)
                .values()
                .forEach(arms -> Optional.ofNullable(arms.get(new Arm(endpoint, version)))
                        .ifPresent(counts -> all.addAll(counts.latencies)));
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Collections.sort(all);
        int rank = (int) Math.ceil(quantile * all.size());
        return Optional.of(all.get(Math.max(0, rank - 1)));
    }

    private Optional<Counts> counts(ModelName endpoint, String version, Instant start) {
        return Optional.ofNullable(windows.get(start))
                .flatMap(arms -> Optional.ofNullable(arms.get(new Arm(endpoint, version))));
    }

    private static Observation.Measured measured(Optional<Counts> found, List<Duration> slowerThan) {
        Counts counts = found.orElseGet(Counts::new);
        Map<Duration, Long> slow = new HashMap<>();
        for (Duration threshold : slowerThan) {
            slow.put(
                    threshold,
                    counts.latencies.stream()
                            .filter(latency -> latency.compareTo(threshold) > 0)
                            .count());
        }
        return new Observation.Measured(counts.requests, counts.errors, counts.latencies.size(), slow);
    }

    private void answer() {
        outage.ifPresent(reason -> {
            throw new PlatformException.Unavailable(reason);
        });
    }
}
