package dev.slipway.local.stage;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.Observation.NoData;
import dev.slipway.core.release.Times;
import dev.slipway.local.function.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Traffic that this machine counts: any question about it costs nothing. */
final class CountedTraffic implements Traffic {

    private static final int TOGETHER = 10;

    private final MetricSource metrics;
    private final Endpoints endpoints;
    private final InstantSource clock;

    CountedTraffic(MetricSource metrics, Endpoints endpoints, InstantSource clock) {
        this.metrics = metrics;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @Override
    public Optional<Moment> moment() {
        Instant start = metrics.settled(clock.instant()).minus(metrics.window());
        Map<ModelName, Json.Fields> all = new LinkedHashMap<>();
        for (ModelName model : endpoints.names()) {
            endpoints
                    .routing(model)
                    .ifPresent(routing -> all.put(
                            model,
                            window(model, start, routing.weights().shares().keySet())));
        }
        return Optional.of(new Moment(start, all));
    }

    @Override
    public Json.Fields of(EndpointStatus status, int count) {
        Set<String> versions = Traffic.versions(status);
        Instant end = metrics.settled(clock.instant());
        List<Json> windows = new ArrayList<>();
        for (int back = count; back > 0; back--) {
            Instant start = end.minus(metrics.window().multipliedBy(back));
            windows.add(Json.object()
                    .with("start", Json.of(Times.format(start)))
                    .with("versions", window(status.model(), start, versions)));
        }
        return Json.object()
                .with("window_ms", Json.of(metrics.window().toMillis()))
                .with("windows", Json.array(windows));
    }

    /** A window's latencies are told together with those of the windows before it: few calls make no quantile. */
    private Duration before() {
        return metrics.window().multipliedBy(TOGETHER - 1);
    }

    private Json.Fields window(ModelName model, Instant start, Set<String> versions) {
        Observation observation = metrics.observe(model, start, List.copyOf(versions), List.of());
        Json.Fields arms = Json.object();
        for (String version : new TreeSet<>(versions)) {
            Json arm = switch (observation.arm(version)) {
                case Measured measured ->
                    Json.object()
                            .with("requests", Json.of(measured.requests()))
                            .with("errors", Json.of(measured.errors()))
                            .with(
                                    "latency_ms",
                                    Traffic.latencies(quantile -> metrics.latency(
                                            model, version, start.minus(before()), observation.end(), quantile)));
                case NoData(String why) -> Json.object().with("no_data", Json.of(why));
            };
            arms = arms.with(version, arm);
        }
        return arms;
    }
}
