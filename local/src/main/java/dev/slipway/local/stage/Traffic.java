package dev.slipway.local.stage;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.Observation.NoData;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What an endpoint's clients met lately, for people who watch: the last finished windows, by version. */
final class Traffic {

    private static final int WINDOWS = 60;
    private static final int RECENT = 10;

    private final MetricSource metrics;
    private final InstantSource clock;

    Traffic(MetricSource metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The last windows of the versions that an endpoint serves or judges. */
    Json.Fields of(EndpointStatus status) {
        TreeSet<String> versions = new TreeSet<>();
        status.weights().ifPresent(weights -> versions.addAll(weights.shares().keySet()));
        Stream.concat(status.stable().stream(), status.candidates().stream())
                .map(FunctionVersion::version)
                .forEach(versions::add);
        Instant end = metrics.settled(clock.instant());
        List<Json> windows = new ArrayList<>();
        for (int back = WINDOWS; back > 0; back--) {
            Instant start = end.minus(metrics.window().multipliedBy(back));
            windows.add(window(metrics.observe(status.model(), start, List.copyOf(versions), List.of())));
        }
        Json.Fields latency = Json.object();
        for (String version : versions) {
            latency = latency.with(version, latency(status, version, end));
        }
        return Json.object()
                .with("window_ms", Json.of(metrics.window().toMillis()))
                .with("windows", Json.array(windows))
                .with("latency_ms", latency);
    }

    private static Json window(Observation observation) {
        Json.Fields arms = Json.object();
        for (String version : new TreeSet<>(observation.arms().keySet())) {
            Json arm = switch (observation.arm(version)) {
                case Measured measured ->
                    Json.object()
                            .with("requests", Json.of(measured.requests()))
                            .with("errors", Json.of(measured.errors()));
                case NoData(String why) -> Json.object().with("no_data", Json.of(why));
            };
            arms = arms.with(version, arm);
        }
        return Json.object()
                .with("start", Json.of(observation.start().toString()))
                .with("versions", arms);
    }

    private Json latency(EndpointStatus status, String version, Instant end) {
        Instant from = end.minus(metrics.window().multipliedBy(RECENT));
        Json.Fields quantiles = Json.object();
        for (double quantile : List.of(0.5, 0.95, 0.99)) {
            String name = "p" + Math.round(quantile * 100);
            Json value = metrics.latency(status.model(), version, from, end, quantile)
                    .map(Traffic::millis)
                    .orElseGet(Json.Null::new);
            quantiles = quantiles.with(name, value);
        }
        return quantiles;
    }

    private static Json millis(Duration latency) {
        return Json.of(latency.toNanos() / 1_000_000.0);
    }
}
