package dev.slipway.local.metric;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Observation.Arm;
import dev.slipway.core.release.Observation.NoData;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The local stage's metrics. A call belongs to the window in which it ended; what the function printed of it is
 * matched by the request's id, and is left out where it comes after the window settled. Latencies are exact to one
 * percent. Windows from before the stage started, and very old ones, have no data.
 */
public final class LocalMetricSource implements MetricSource, CallWatch {

    /** How long a line may be on its way from the function to here. */
    private static final Duration LAG = Duration.ofMillis(500);

    private static final int WINDOWS_KEPT = 1800;
    /** A line that has not come after this long never will. */
    private static final long LINE_WAIT_MILLIS = Duration.ofMinutes(1).toMillis();

    /** What the time of day and the time that never jumps may differ by from one look to the next. */
    private static final Duration JUMP = Duration.ofSeconds(1);

    private record Key(ModelName endpoint, String version) {}

    private final Duration window;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private Instant started;
    private Instant zero;
    private int jumps;
    private final Map<Key, TreeMap<Long, VersionWindow>> windows = new HashMap<>();
    private final Map<String, OpenCall> open = new HashMap<>();
    private final Deque<String> order = new ArrayDeque<>();
    private long oldestKept = Long.MIN_VALUE;

    /**
     * A source that knows nothing before now.
     *
     * @param window the length of a window, a whole number of milliseconds
     * @param clock the time of day; where it jumps, the source begins anew
     * @param nanos a time that never jumps, in nanoseconds
     */
    public LocalMetricSource(Duration window, InstantSource clock, LongSupplier nanos) {
        if (window.toMillis() < 1) {
            throw new IllegalArgumentException("window: found " + window + "; expected at least 1 ms");
        }
        this.window = window;
        this.clock = clock;
        this.nanos = nanos;
        this.started = clock.instant();
        this.zero = started.minusNanos(nanos.getAsLong());
    }

    /**
     * The time of day. Where it was set, times of before mean nothing any more: their windows would be mixed with those
     * of now, so they are forgotten.
     */
    private Instant now() {
        long before = nanos.getAsLong();
        Instant now = clock.instant();
        while (nanos.getAsLong() - before > JUMP.toNanos() / 4) { // held up between the two readings
            before = nanos.getAsLong();
            now = clock.instant();
        }
        Instant then = now.minusNanos(before);
        if (Duration.between(zero, then).abs().compareTo(JUMP) > 0) {
            windows.clear();
            open.clear();
            order.clear();
            oldestKept = Long.MIN_VALUE;
            started = now;
            jumps++;
        }
        zero = then;
        return now;
    }

    @Override
    public synchronized String timeline() {
        now();
        return "local-" + started + "-" + jumps;
    }

    @Override
    public synchronized void began(ModelName endpoint, String version, String requestId) {
        Instant now = now();
        open.put(requestId, new OpenCall(now.toEpochMilli()));
        order.addLast(requestId);
        forget(now);
    }

    @Override
    public synchronized void ended(ModelName endpoint, String version, String requestId, boolean answered) {
        @Nullable OpenCall call = open.get(requestId);
        if (call != null && call.ended(window(endpoint, version), !answered)) {
            open.remove(requestId);
        }
    }

    @Override
    public synchronized void dropped(String requestId) {
        open.remove(requestId);
    }

    /** Calls of which something is still to come: their end, or what the function prints of them. */
    public synchronized int open() {
        return open.size();
    }

    /** Sees a line that a function printed. */
    public void line(byte[] bytes, int length) {
        Optional<EmfLine> line = EmfLine.read(bytes, length);
        line.ifPresent(this::printed);
    }

    private synchronized void printed(EmfLine line) {
        @Nullable OpenCall call = open.get(line.requestId());
        if (call != null && (late(call) || call.printed(line))) {
            open.remove(line.requestId());
        }
    }

    private boolean late(OpenCall call) {
        return call.window().isPresent()
                && !start(call.window().get().index() + 1).isAfter(settled(now()));
    }

    private VersionWindow window(ModelName endpoint, String version) {
        TreeMap<Long, VersionWindow> mine = windows.computeIfAbsent(new Key(endpoint, version), _ -> new TreeMap<>());
        long index = index(now());
        @Nullable VersionWindow found = mine.get(index);
        if (found == null) {
            found = new VersionWindow(index);
            mine.put(index, found);
            oldestKept = Math.max(oldestKept, index - WINDOWS_KEPT);
            mine.headMap(oldestKept).clear();
        }
        return found;
    }

    private void forget(Instant now) {
        while (!order.isEmpty()) {
            @Nullable OpenCall oldest = open.get(order.peekFirst());
            if (oldest != null && now.toEpochMilli() - oldest.started() < LINE_WAIT_MILLIS) {
                return;
            }
            open.remove(order.removeFirst());
        }
    }

    private long index(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), window.toMillis());
    }

    private Instant start(long index) {
        return Instant.ofEpochMilli(index * window.toMillis());
    }

    @Override
    public Duration window() {
        return window;
    }

    @Override
    public synchronized Instant settled(Instant now) {
        now();
        return start(index(now.minus(LAG)));
    }

    @Override
    public synchronized Observation observe(
            ModelName endpoint, Instant start, List<String> versions, List<Duration> slowerThan) {
        now();
        Map<String, Arm> arms = new HashMap<>();
        for (String version : versions) {
            arms.put(version, arm(endpoint, version, start, slowerThan));
        }
        return new Observation(start, start.plus(window), arms);
    }

    private Arm arm(ModelName endpoint, String version, Instant start, List<Duration> slowerThan) {
        if (start.isBefore(started)) {
            return new NoData("the stage started at " + started + ", inside or after this window");
        }
        long index = index(start);
        if (index < oldestKept) {
            return new NoData("only the last " + WINDOWS_KEPT + " windows are kept");
        }
        @Nullable TreeMap<Long, VersionWindow> mine = windows.get(new Key(endpoint, version));
        @Nullable VersionWindow found = mine == null ? null : mine.get(index);
        return (found == null ? new VersionWindow(index) : found).measured(slowerThan);
    }

    @Override
    public synchronized Optional<Duration> latency(
            ModelName endpoint, String version, Instant from, Instant to, double quantile) {
        if (!(quantile > 0) || quantile >= 1) {
            throw new IllegalArgumentException("quantile: found " + quantile + "; expected a number in (0, 1)");
        }
        @Nullable TreeMap<Long, VersionWindow> mine = windows.get(new Key(endpoint, version));
        if (mine == null) {
            return Optional.empty();
        }
        Histogram sum = new Histogram();
        mine.subMap(index(from), index(to)).values().forEach(each -> sum.add(each.latencies()));
        if (sum.total() == 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(sum.quantile(quantile) * 1000));
    }
}
