package dev.slipway.local.metric;

import dev.slipway.core.release.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one version's clients met in one window. Guarded by its source's lock. */
final class VersionWindow {

    private final long index;
    private long requests;
    private long errors;
    private final Histogram latencies = new Histogram();

    VersionWindow(long index) {
        this.index = index;
    }

    /** Which window it is, counted from the epoch. */
    long index() {
        return index;
    }

    void call(boolean failed) {
        requests++;
        if (failed) {
            errors++;
        }
    }

    void failed() {
        errors++;
    }

    void timed(long micros) {
        latencies.add(micros);
    }

    Histogram latencies() {
        return latencies;
    }

    Observation.Measured measured(List<Duration> slowerThan) {
        Map<Duration, Long> slow = new TreeMap<>();
        for (Duration threshold : slowerThan) {
            slow.put(threshold, latencies.above(threshold.toNanos() / 1000));
        }
        return new Observation.Measured(requests, errors, latencies.total(), slow);
    }
}
