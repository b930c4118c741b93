package dev.slipway.aws;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource.Glance;
import dev.slipway.core.release.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * The questions to CloudWatch about several versions, minute by minute, with quantiles of the latency: what people look
 * at. Each question is answered for every minute at once.
 *
 * @param versions whose clients
 * @param quantiles which
 */
record GlanceQueries(List<String> versions, List<Double> quantiles) {

    List<MetricDataQuery> all(MetricNames names, ModelName endpoint, int periodSeconds) {
        List<MetricDataQuery> all = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            String version = versions.get(i);
            all.addAll(arm(i).all(names, endpoint, version, periodSeconds));
            for (int q = 0; q < quantiles.size(); q++) {
                all.add(ArmQueries.query(
                        quantile(i, q),
                        names.latency(endpoint, version),
                        CloudWatchMetricSource.statistic(quantiles.get(q)),
                        periodSeconds));
            }
        }
        return all;
    }

    private static ArmQueries arm(int position) {
        return new ArmQueries(position, List.of());
    }

    private static String quantile(int position, int quantile) {
        return "quantile" + position + "of" + quantile;
    }

    /** One minute, by the values that CloudWatch has for it. */
    Glance read(Instant start, Instant end, Map<String, Double> values) {
        Map<String, Observation.Arm> arms = new HashMap<>();
        Map<String, Map<Double, Duration>> latencies = new HashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            arms.put(versions.get(i), ArmReading.of(arm(i), versions.get(i), values));
            Map<Double, Duration> found = new HashMap<>();
            for (int q = 0; q < quantiles.size(); q++) {
                double quantile = quantiles.get(q);
                Optional.ofNullable(values.get(quantile(i, q)))
                        .ifPresent(value -> found.put(quantile, CloudWatchMetricSource.millis(value)));
            }
            latencies.put(versions.get(i), found);
        }
        return new Glance(new Observation(start, end, arms), latencies);
    }
}
