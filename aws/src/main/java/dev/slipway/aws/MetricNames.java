package dev.slipway.aws;

import dev.slipway.core.model.ModelName;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/**
 * The metrics of one version behind an alias: Lambda's own, which alone see calls that died, and the function's, which
 * alone see what was answered.
 *
 * @param names what the functions are called
 * @param alias the alias clients call through
 */
record MetricNames(FunctionNames names, String alias) {

    private static final String OURS = "Slipway";

    /** Calls, by the set of dimensions that tells two versions of one alias apart. */
    Metric invocations(ModelName endpoint, String version) {
        return lambda("Invocations", endpoint, version);
    }

    /** Calls without an answer. */
    Metric dead(ModelName endpoint, String version) {
        return lambda("Errors", endpoint, version);
    }

    /** 0 or 1 for each answered call: answered with 5xx, which Lambda counts as a success. */
    Metric serverErrors(ModelName endpoint, String version) {
        return function("ServerErrors", endpoint, version);
    }

    /** Milliseconds of each answered call that was not warming up. */
    Metric latency(ModelName endpoint, String version) {
        return function("Latency", endpoint, version);
    }

    private Metric lambda(String metric, ModelName endpoint, String version) {
        String function = names.of(endpoint);
        return metric(
                "AWS/Lambda",
                metric,
                "FunctionName",
                function,
                "Resource",
                function + ":" + alias,
                "ExecutedVersion",
                version);
    }

    private Metric function(String metric, ModelName endpoint, String version) {
        return metric(OURS, metric, "FunctionName", names.of(endpoint), "Alias", alias, "Version", version);
    }

    private static Metric metric(String namespace, String metric, String... dimensions) {
        List<Dimension> pairs = Stream.iterate(0, i -> i < dimensions.length, i -> i + 2)
                .map(i -> Dimension.builder()
                        .name(dimensions[i])
                        .value(dimensions[i + 1])
                        .build())
                .toList();
        return Metric.builder()
                .namespace(namespace)
                .metricName(metric)
                .dimensions(pairs)
                .build();
    }
}
