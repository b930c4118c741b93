package dev.slipway.core.platform;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What clients met, by version. Finished windows only; no data is never zero. */
public interface MetricSource {

    /** The length of one window of this platform: a minute on CloudWatch, {@code window} of the stage locally. */
    Duration window();

    /**
     * The newest window's end, at or before {@code now}, that is finished and will not change any more.
     */
    Instant settled(Instant now);

    /**
     * Names the timeline on which its windows lie. A source whose clock was set, or that began anew, is on another one
     * from then on: it knows nothing of before, and a window is not the one of the same times that was read before.
     */
    default String timeline() {
        return "";
    }

    /**
     * What the versions' clients met in one window. A version of which nothing is known is
     * {@link Observation.NoData}, with the reason, never a measurement of zero; a version that is known to have had no
     * call is measured with 0 requests.
     *
     * @param start the window's start, a multiple of {@link #window()} since the epoch
     * @param versions whose calls to look at: those through the endpoint's weights, never pinned or proof calls
     * @param slowerThan durations; for each, how many calls took longer is counted
     * @throws PlatformException.Unavailable where the source does not answer
     */
    Observation observe(ModelName endpoint, Instant start, List<String> versions, List<Duration> slowerThan);

    /**
     * The latency that this share of a version's calls between two instants did not exceed.
     *
     * @param quantile in (0, 1)
     * @return empty where there was no call
     */
    Optional<Duration> latency(ModelName endpoint, String version, Instant from, Instant to, double quantile);

    /**
     * What the versions' clients met in each of several windows, one after the other: for people who look on. A source
     * that is paid by the question asks once for all of it.
     *
     * @param start the first window's start, a multiple of {@link #window()} since the epoch
     * @param windows how many
     * @param quantiles of each window's latencies, in (0, 1)
     * @return as many as there are windows, in their order
     * @throws PlatformException.Unavailable where the source does not answer
     */
    default List<Glance> glance(
            ModelName endpoint, Instant start, int windows, List<String> versions, List<Double> quantiles) {
        List<Glance> glances = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            Instant from = start.plus(window().multipliedBy(i));
            Map<String, Map<Double, Duration>> latencies = new HashMap<>();
            for (String version : versions) {
                Map<Double, Duration> found = new HashMap<>();
                for (double quantile : quantiles) {
                    latency(endpoint, version, from, from.plus(window()), quantile)
                            .ifPresent(value -> found.put(quantile, value));
                }
                latencies.put(version, found);
            }
            glances.add(new Glance(observe(endpoint, from, versions, List.of()), latencies));
        }
        return glances;
    }

    /**
     * One window, as people look at it.
     *
     * @param observation what was met, without thresholds
     * @param latencies by version and quantile; none for a version without a call
     */
    record Glance(Observation observation, Map<String, Map<Double, Duration>> latencies) {

        /** Copies the latencies. */
        public Glance {
            latencies = Map.copyOf(latencies);
        }
    }
}
