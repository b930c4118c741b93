package dev.slipway.aws;

import dev.slipway.core.model.ModelName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * The questions to CloudWatch about one version in one window, by their ids.
 *
 * @param position the version's place among those asked for: makes ids differ
 * @param slowerThan the thresholds, in the order asked for
 */
record ArmQueries(int position, List<Duration> slowerThan) {

    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    /** How many calls Lambda ran. */
    String requests() {
        return "requests" + position;
    }

    /** How many of them died. */
    String dead() {
        return "dead" + position;
    }

    /** How many answers the function wrote a line for. */
    String answered() {
        return "answered" + position;
    }

    /** How many of them were 5xx. */
    String failed() {
        return "failed" + position;
    }

    /** How many had a latency that counts. */
    String timed() {
        return "timed" + position;
    }

    /** How many of those did not take longer than a threshold. */
    String within(int threshold) {
        return "within" + position + "of" + threshold;
    }

    List<MetricDataQuery> all(MetricNames names, ModelName endpoint, String version, int periodSeconds) {
        Metric latency = names.latency(endpoint, version);
        List<MetricDataQuery> all = new ArrayList<>();
        all.add(query(requests(), names.invocations(endpoint, version), "Sum", periodSeconds));
        all.add(query(dead(), names.dead(endpoint, version), "Sum", periodSeconds));
        all.add(query(answered(), names.serverErrors(endpoint, version), "SampleCount", periodSeconds));
        all.add(query(failed(), names.serverErrors(endpoint, version), "Sum", periodSeconds));
        all.add(query(timed(), latency, "SampleCount", periodSeconds));
        for (int i = 0; i < slowerThan.size(); i++) {
            all.add(query(within(i), latency, "TC(:" + millis(slowerThan.get(i)) + ")", periodSeconds));
        }
        return all;
    }

    static MetricDataQuery query(String id, Metric metric, String statistic, int periodSeconds) {
        return MetricDataQuery.builder()
                .id(id)
                .returnData(true)
                .metricStat(stat -> stat.metric(metric).stat(statistic).period(periodSeconds))
                .build();
    }

    private static String millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos())
                .divide(NANOS_PER_MILLI)
                .stripTrailingZeros()
                .toPlainString();
    }
}
