package dev.slipway.aws;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.kit.MetricSourceContract;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Metrics in an emulator's CloudWatch. Each call is written as Lambda counts it and as the function's line about it is
 * read.
 */
@Needs(Capability.METRIC_COUNTS)
@Needs(
        value = Capability.METRIC_QUANTILES,
        tests = {
            "callsSlowerThanALimitAreCounted",
            "aQuantileOfTheLatencyLiesAmongTheCalls",
            "aGlanceAtSeveralWindowsIsWhatEachOfThemIs"
        })
class CloudWatchMetricSourceEmulatorIT extends MetricSourceContract {

    private static final FunctionNames NAMES = new FunctionNames("tests-");
    private static final double NANOS_PER_MILLI = 1e6;

    private final AwsClients clients;
    private final AwsPlatform platform;
    private final MetricNames metrics = new MetricNames(NAMES, "live");
    private final ModelName endpoint = new ModelName(Emulator.freshName("digits"));
    private final Instant now = Instant.now();
    private final Instant start = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(10));

    CloudWatchMetricSourceEmulatorIT(Emulator emulator) {
        this.clients = EmulatedAws.clients(emulator);
        this.platform = AwsPlatform.over(clients);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Override
    protected MetricSource metrics() {
        return platform.metricSource(NAMES);
    }

    @Override
    protected ModelName endpoint() {
        return endpoint;
    }

    @Override
    protected Instant start() {
        return start;
    }

    @Override
    protected void serve(String version, Instant at, Duration latency, boolean failed, boolean warmingUp) {
        put(
                "AWS/Lambda",
                List.of(
                        datum(metrics.invocations(endpoint, version), at, 1),
                        datum(metrics.dead(endpoint, version), at, 0)));
        List<MetricDatum> line = new ArrayList<>();
        line.add(datum(metrics.serverErrors(endpoint, version), at, failed ? 1 : 0));
        if (!failed && !warmingUp) {
            line.add(datum(metrics.latency(endpoint, version), at, latency.toNanos() / NANOS_PER_MILLI));
        }
        put("Slipway", line);
    }

    private void put(String namespace, List<MetricDatum> data) {
        clients.cloudWatch()
                .putMetricData(request -> request.namespace(namespace).metricData(data));
    }

    private static MetricDatum datum(Metric metric, Instant at, double value) {
        return MetricDatum.builder()
                .metricName(metric.metricName())
                .dimensions(metric.dimensions())
                .timestamp(at)
                .value(value)
                .build();
    }

    /** Two minutes are settled long before ten are over. */
    @Override
    protected Instant settle() {
        return now;
    }

    /** CloudWatch tells nothing of a version that nobody called. */
    @Override
    protected boolean knowsIdleVersions() {
        return false;
    }
}
