package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one finished window showed, by version.
 *
 * @param start the window's start
 * @param end its end
 * @param arms what each version's clients met, by version
 */
public record Observation(Instant start, Instant end, Map<String, Arm> arms) {

    /** Copies the arms. */
    public Observation {
        arms = Map.copyOf(arms);
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a window must end after it starts, found " + start + " to " + end);
        }
    }

    /** What this version's clients met; {@link NoData} where the observation says nothing of it. */
    public Arm arm(String version) {
        return arms.getOrDefault(version, new NoData("version " + version + " was not observed"));
    }

    /** The window as it is recorded. */
    public Json.Fields json() {
        return EvidenceJson.write(this);
    }

    /** What one version's clients met in the window. */
    public sealed interface Arm {}

    /**
     * Measured calls. Calls that an environment answers while it warms up are counted apart, on every arm alike: they
     * are not exchangeable between arms (facts on latency without raw data).
     *
     * @param requests calls, all of them
     * @param errors calls answered 5xx or not at all; never more than {@code requests}
     * @param timed calls whose duration counts as evidence: neither cold nor warming up
     * @param slow of the timed calls, how many took longer than each threshold
     */
    public record Measured(long requests, long errors, long timed, Map<Duration, Long> slow) implements Arm {

        /**
         * Checks the counts.
         *
         * @throws IllegalArgumentException where they contradict each other
         */
        public Measured {
            slow = Map.copyOf(new TreeMap<>(slow));
            if (requests < 0 || errors < 0 || errors > requests || timed < 0 || timed > requests) {
                throw new IllegalArgumentException("counts contradict each other: requests " + requests + ", errors "
                        + errors + ", timed " + timed);
            }
            for (Map.Entry<Duration, Long> count : slow.entrySet()) {
                if (count.getValue() < 0 || count.getValue() > timed) {
                    throw new IllegalArgumentException(
                            count.getValue() + " of " + timed + " timed calls slower than " + count.getKey());
                }
            }
        }
    }

    /**
     * Nothing is known. Never the same as nothing having happened.
     *
     * @param why what is missing, for people
     */
    public record NoData(String why) implements Arm {}
}
