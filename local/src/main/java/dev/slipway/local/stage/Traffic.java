package dev.slipway.local.stage;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.FunctionVersion;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What clients met lately, for people who watch: finished windows, by version. */
final class Traffic {

    /** The windows of an answer that does not name their number. */
    static final int WINDOWS = 60;

    /** The most windows of one answer. */
    static final int MOST_WINDOWS = 900;

    private static final int TOGETHER = 10;
    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    private final MetricSource metrics;
    private final Endpoints endpoints;
    private final InstantSource clock;

    Traffic(MetricSource metrics, Endpoints endpoints, InstantSource clock) {
        this.metrics = metrics;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /**
     * The newest finished window of every endpoint that has traffic.
     *
     * @param start when it began
     */
    record Moment(Instant start, Map<ModelName, Json.Fields> endpoints) {}

    /** What the versions with weights met in the newest finished window. */
    Moment moment() {
        Instant start = metrics.settled(clock.instant()).minus(metrics.window());
        Map<ModelName, Json.Fields> all = new LinkedHashMap<>();
        for (ModelName model : endpoints.names()) {
            endpoints
                    .routing(model)
                    .ifPresent(routing -> all.put(
                            model,
                            window(model, start, routing.weights().shares().keySet())));
        }
        return new Moment(start, all);
    }

    /** Whether no version of a window had a call. */
    static boolean isSilent(Json.Fields versions) {
        return versions.fields().values().stream()
                .noneMatch(version -> version instanceof Json.Fields measured
                        && measured.find("requests").isPresent()
                        && !measured.find("requests").get().equals(Json.of(0)));
    }

    /**
     * The last windows of the versions that an endpoint serves or judges.
     *
     * @param count how many windows
     */
    Json.Fields of(EndpointStatus status, int count) {
        TreeSet<String> versions = new TreeSet<>();
        status.weights().ifPresent(weights -> versions.addAll(weights.shares().keySet()));
        Stream.concat(status.stable().stream(), status.candidates().stream())
                .map(FunctionVersion::version)
                .forEach(versions::add);
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
                            .with("latency_ms", latency(model, version, start.minus(before()), observation.end()));
                case NoData(String why) -> Json.object().with("no_data", Json.of(why));
            };
            arms = arms.with(version, arm);
        }
        return arms;
    }

    private Json latency(ModelName model, String version, Instant from, Instant to) {
        Json.Fields quantiles = Json.object();
        for (double quantile : QUANTILES) {
            Json value = metrics.latency(model, version, from, to, quantile)
                    .map(Traffic::millis)
                    .orElseGet(Json.Null::new);
            quantiles = quantiles.with("p" + Math.round(quantile * 100), value);
        }
        return quantiles;
    }

    private static Json millis(Duration latency) {
        return Json.of(latency.toNanos() / 1_000_000.0);
    }
}
