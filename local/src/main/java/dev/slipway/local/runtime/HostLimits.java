package dev.slipway.local.runtime;

import java.time.Duration;

/**
 * What a function host allows. {@link #lambda()} has Lambda's own numbers where Lambda has one.
 *
 * @param environments the most environments of one version at the same time
 * @param queue the most calls of one version that wait for an environment; one more is refused
 * @param payload the most bytes of an event or an answer
 * @param init the longest start of an environment without a snapshot; one that takes longer is cut, and runs again
 *     inside the first call
 * @param snapshotInit the longest start before a snapshot
 * @param restore the longest restore
 * @param idle after this time without a call an environment ends, down to those that are kept while clients are sent
 *     to its version
 * @param failedStarts after this many starts in a row that failed, a version that never started is given up
 * @param firstBackoff the pause before the third start in a row; each next one is twice as long
 * @param longestBackoff the longest such pause
 */
public record HostLimits(
        int environments,
        int queue,
        int payload,
        Duration init,
        Duration snapshotInit,
        Duration restore,
        Duration idle,
        int failedStarts,
        Duration firstBackoff,
        Duration longestBackoff) {

    /** Lambda's limit on a synchronous call's event and answer, in bytes. */
    public static final int LAMBDA_PAYLOAD = 6_291_556;

    /** Checks the counts. */
    public HostLimits {
        if (environments < 1 || queue < 0 || payload < 1 || failedStarts < 1) {
            throw new IllegalArgumentException("limits must allow something: environments " + environments + ", queue "
                    + queue + ", payload " + payload + ", failed starts " + failedStarts);
        }
    }

    /** Lambda's limits, with environments and a queue fit for one machine. */
    public static HostLimits lambda() {
        return new HostLimits(
                3,
                200,
                LAMBDA_PAYLOAD,
                Duration.ofSeconds(10),
                Duration.ofSeconds(130),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                3,
                Duration.ofMillis(200),
                Duration.ofSeconds(10));
    }

    /** The same with other counts of environments and waiting calls. */
    public HostLimits with(int environments, int queue) {
        return new HostLimits(
                environments,
                queue,
                payload,
                init,
                snapshotInit,
                restore,
                idle,
                failedStarts,
                firstBackoff,
                longestBackoff);
    }

    /** The pause before the next start after this many failures in a row: none after the first. */
    Duration backoff(int failures) {
        if (failures <= 1) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - 2, 20);
        Duration pause = firstBackoff.multipliedBy(1L << doublings);
        return pause.compareTo(longestBackoff) > 0 ? longestBackoff : pause;
    }
}
