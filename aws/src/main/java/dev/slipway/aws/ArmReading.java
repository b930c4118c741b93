package dev.slipway.aws;

import dev.slipway.core.release.Observation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What CloudWatch's numbers say about one version in one window. A number that is missing is never taken for zero, but
 * for one case: a version all of whose calls died wrote no line of its own.
 *
 * <p>Lambda counts a call in the minute in which it began, the function in the minute in which it ended. So the two may
 * differ by the calls that were under way when the minute turned; counts are cut to what can be true together.
 */
final class ArmReading {

    private ArmReading() {}

    static Observation.Arm of(ArmQueries queries, String version, Map<String, Double> values) {
        Optional<Long> requests = count(values, queries.requests());
        Optional<Long> dead = count(values, queries.dead());
        if (requests.isEmpty()) {
            return new Observation.NoData("CloudWatch has no calls of version " + version + " for this minute");
        }
        if (dead.isEmpty()) {
            return new Observation.NoData(
                    "CloudWatch has calls of version " + version + " for this minute, but not yet how many failed");
        }
        long expected = Math.max(0, requests.get() - dead.get());
        long answered = count(values, queries.answered()).orElse(0L);
        if (answered * 2 < expected) {
            return new Observation.NoData("the function's own lines about " + answered + " of " + expected
                    + " answered calls of version " + version
                    + " reached CloudWatch for this minute; without the others its 5xx answers are not known");
        }
        return measured(queries, requests.get(), dead.get(), values);
    }

    private static Observation.Arm measured(ArmQueries queries, long requests, long dead, Map<String, Double> values) {
        long failed = count(values, queries.failed()).orElse(0L);
        long timed = Math.min(requests, count(values, queries.timed()).orElse(0L));
        Map<Duration, Long> slow = new HashMap<>();
        List<Duration> thresholds = queries.slowerThan();
        for (int i = 0; i < thresholds.size(); i++) {
            Optional<Long> within = count(values, queries.within(i));
            if (timed > 0 && within.isEmpty()) {
                return new Observation.NoData(
                        "CloudWatch has latencies for this minute, but not how many were within " + thresholds.get(i));
            }
            long total = count(values, queries.timed()).orElse(0L);
            slow.put(thresholds.get(i), Math.clamp(total - within.orElse(0L), 0, timed));
        }
        return new Observation.Measured(requests, Math.min(requests, dead + failed), timed, slow);
    }

    private static Optional<Long> count(Map<String, Double> values, String id) {
        return Optional.ofNullable(values.get(id)).map(Math::round);
    }
}
