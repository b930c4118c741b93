package dev.slipway.core.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * One version's calls in some time.
 *
 * @param requests calls
 * @param errors failed ones
 * @param timed those whose duration counts
 * @param slower of them, those slower than each threshold, by its text
 */
record Arm(long requests, long errors, long timed, Map<String, Long> slower) {

    static final Arm NONE = new Arm(0, 0, 0, Map.of());

    Arm plus(Arm other) {
        Map<String, Long> sum = new TreeMap<>(slower);
        other.slower.forEach((threshold, count) -> sum.merge(threshold, count, Long::sum));
        return new Arm(requests + other.requests, errors + other.errors, timed + other.timed, sum);
    }

    double failed() {
        return requests == 0 ? 0 : (double) errors / requests;
    }

    double slow(String threshold) {
        return timed == 0 ? 0 : (double) slower.getOrDefault(threshold, 0L) / timed;
    }
}
