package dev.slipway.local.stage;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What clients met lately, for people who watch: finished windows, by version. */
interface Traffic {

    /** The windows of an answer that does not name their number. */
    int WINDOWS = 60;

    /** The most windows of one answer. */
    int MOST_WINDOWS = 900;

    /** The quantiles that are told. */
    List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    /**
     * The newest finished window of every endpoint that has traffic.
     *
     * @param start when it began
     */
    record Moment(Instant start, Map<ModelName, Json.Fields> endpoints) {}

    /** What the versions with weights met in the newest finished window; empty where that was told before. */
    Optional<Moment> moment();

    /**
     * The last windows of the versions that an endpoint serves or judges.
     *
     * @param count how many windows
     */
    Json.Fields of(EndpointStatus status, int count);

    /** The versions that an endpoint serves or judges. */
    static NavigableSet<String> versions(EndpointStatus status) {
        NavigableSet<String> versions = new TreeSet<>();
        status.weights().ifPresent(weights -> versions.addAll(weights.shares().keySet()));
        Stream.concat(status.stable().stream(), status.candidates().stream())
                .map(FunctionVersion::version)
                .forEach(versions::add);
        return versions;
    }

    /** Latencies as they are told, in milliseconds. */
    static Json latencies(Function<Double, Optional<Duration>> latency) {
        Json.Fields quantiles = Json.object();
        for (double quantile : QUANTILES) {
            quantiles = quantiles.with(
                    "p" + Math.round(quantile * 100),
                    latency.apply(quantile)
                            .map(found -> Json.of(found.toNanos() / 1_000_000.0))
                            .orElseGet(Json.Null::new));
        }
        return quantiles;
    }

    /** Whether no version of a window had a call. */
    static boolean isSilent(Json.Fields versions) {
        return versions.fields().values().stream()
                .noneMatch(version -> version instanceof Json.Fields measured
                        && measured.find("requests").isPresent()
                        && !measured.find("requests").get().equals(Json.of(0)));
    }
}
