package dev.slipway.local.stage;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.MetricSource.Glance;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.Observation.NoData;
import dev.slipway.core.release.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Traffic that somebody else counts and is paid for telling: each finished window is asked for once, for the endpoints
 * that people look at or whose release runs, {@value #MOST_ENDPOINTS} at most, and is kept.
 */
final class AskedTraffic implements Traffic {

    /** The endpoints that are asked about in each window. */
    static final int MOST_ENDPOINTS = 20;

    private static final int KEPT = 240;

    private final MetricSource metrics;
    private final Supplier<List<EndpointStatus>> followed;
    private final InstantSource clock;
    private final Map<ModelName, Kept> kept = new LinkedHashMap<>(16, 0.75F, true);
    private Instant told = Instant.EPOCH;

    /** What is known of an endpoint: windows by their start, of these versions. */
    private static final class Kept {
        private final Set<String> versions;
        private final NavigableMap<Instant, Json.Fields> windows = new TreeMap<>();

        private Kept(Set<String> versions) {
            this.versions = versions;
        }
    }

    /**
     * Traffic of a source.
     *
     * @param followed the endpoints to tell of without being asked, the most wanted first
     */
    AskedTraffic(MetricSource metrics, Supplier<List<EndpointStatus>> followed, InstantSource clock) {
        this.metrics = metrics;
        this.followed = followed;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Moment> moment() {
        Instant start = metrics.settled(clock.instant()).minus(metrics.window());
        if (!start.isAfter(told)) {
            return Optional.empty();
        }
        Map<ModelName, Json.Fields> all = new LinkedHashMap<>();
        followed.get().stream().limit(MOST_ENDPOINTS).forEach(status -> {
            Kept found = upTo(status, start, 1);
            Optional.ofNullable(found.windows.get(start)).ifPresent(window -> all.put(status.model(), window));
        });
        told = start;
        return Optional.of(new Moment(start, all));
    }

    @Override
    public synchronized Json.Fields of(EndpointStatus status, int count) {
        Instant last = metrics.settled(clock.instant()).minus(metrics.window());
        Kept found = upTo(status, last, Math.min(count, KEPT));
        Instant first = last.minus(metrics.window().multipliedBy(count - 1L));
        List<Json> windows = new ArrayList<>();
        found.windows
                .tailMap(first, true)
                .forEach((start, versions) -> windows.add(Json.object()
                        .with("start", Json.of(Times.format(start)))
                        .with("versions", versions)));
        return Json.object()
                .with("window_ms", Json.of(metrics.window().toMillis()))
                .with("windows", Json.array(windows));
    }

    /** Knows at least so many windows up to one that begins at {@code last}: asks once for all that are missing. */
    private Kept upTo(EndpointStatus status, Instant last, int count) {
        Set<String> versions = Traffic.versions(status);
        Kept found = kept.get(status.model());
        if (found == null || !found.versions.containsAll(versions)) {
            found = new Kept(versions);
            kept.put(status.model(), found);
        }
        Instant first = last.minus(metrics.window().multipliedBy(count - 1L));
        boolean joined = !found.windows.isEmpty()
                && !found.windows.firstKey().isAfter(first)
                && !found.windows.lastKey().isBefore(last.minus(metrics.window().multipliedBy(KEPT)));
        Instant from = joined ? found.windows.lastKey().plus(metrics.window()) : first;
        int missing = Math.toIntExact(Duration.between(from, last).dividedBy(metrics.window()) + 1);
        if (missing > 0 && !versions.isEmpty()) {
            List<String> asked = List.copyOf(found.versions);
            for (Glance glance : metrics.glance(status.model(), from, missing, asked, QUANTILES)) {
                found.windows.put(glance.observation().start(), window(glance, asked));
            }
        }
        while (found.windows.size() > KEPT) {
            found.windows.pollFirstEntry();
        }
        forgetOthers();
        return found;
    }

    private void forgetOthers() {
        while (kept.size() > 2 * MOST_ENDPOINTS) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private static Json.Fields window(Glance glance, List<String> versions) {
        Json.Fields arms = Json.object();
        for (String version : versions) {
            Json arm = switch (glance.observation().arm(version)) {
                case Measured measured ->
                    Json.object()
                            .with("requests", Json.of(measured.requests()))
                            .with("errors", Json.of(measured.errors()))
                            .with(
                                    "latency_ms",
                                    Traffic.latencies(quantile -> Optional.ofNullable(glance.latencies()
                                            .getOrDefault(version, Map.of())
                                            .get(quantile))));
                case NoData(String why) -> Json.object().with("no_data", Json.of(why));
            };
            arms = arms.with(version, arm);
        }
        return arms;
    }
}
