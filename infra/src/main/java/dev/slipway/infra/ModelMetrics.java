package dev.slipway.infra;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.StageNames;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The metrics of one model, in the words that Lambda, the functions and the controller write them in. What clients
 * meet is counted behind the alias: proofs and pinned calls are in none of them.
 */
final class ModelMetrics {

    private final String function;
    private final String alias;

    ModelMetrics(StageNames names, ModelName model) {
        this.function = names.function(model);
        this.alias = function + ":" + StageNames.ALIAS;
    }

    /** Calls of clients. */
    Metric calls(Duration period) {
        return behindAlias("Invocations", period);
    }

    /** Calls that Lambda refused for want of environments. */
    Metric throttles(Duration period) {
        return behindAlias("Throttles", period);
    }

    /**
     * The share of calls that failed, where there were enough to speak of a share: those without an answer, which
     * Lambda counts, and those answered with 5xx, which only the function counts.
     */
    IMetric errorShare(long enough, Duration period) {
        Map<String, IMetric> parts = new TreeMap<>();
        parts.put("calls", calls(period));
        parts.put("dead", behindAlias("Errors", period));
        parts.put("failed", ours("ServerErrors", "Sum", period));
        return MathExpression.Builder.create()
                .expression("IF(calls >= " + enough + ", (FILL(dead, 0) + FILL(failed, 0)) / calls, 0)")
                .label("share of calls that failed")
                .usingMetrics(parts)
                .period(period)
                .build();
    }

    /** The logarithm of the evidence against a running release's candidate. */
    Metric evidence(Duration period) {
        return controller("Evidence", period);
    }

    /** The share of traffic that a running release's candidate has. */
    Metric candidateShare(Duration period) {
        return controller("CandidateShare", period);
    }

    /** One of Lambda's metrics, a line a version: during a release, stable and candidate side by side. */
    IMetric lambdaByVersion(String metric) {
        return byVersion(
                "{AWS/Lambda,ExecutedVersion,FunctionName,Resource} MetricName=\"" + metric + "\" FunctionName=\""
                        + function + "\" Resource=\"" + alias + "\"",
                "Sum",
                "ExecutedVersion",
                "");
    }

    /** One of the function's own metrics, a line a version. */
    IMetric oursByVersion(String metric, String statistic) {
        return byVersion(
                "{Slipway,Alias,FunctionName,Version} MetricName=\"" + metric + "\" FunctionName=\"" + function
                        + "\" Alias=\"" + StageNames.ALIAS + "\"",
                statistic,
                "Version",
                " " + statistic);
    }

    private static IMetric byVersion(String search, String statistic, String dimension, String note) {
        return MathExpression.Builder.create()
                .expression("SEARCH('" + search + "', '" + statistic + "', 60)")
                .label("version ${PROP('Dim." + dimension + "')}" + note)
                .usingMetrics(Map.of())
                .period(Duration.minutes(1))
                .build();
    }

    private Metric behindAlias(String name, Duration period) {
        Map<String, String> dimensions = new TreeMap<>();
        dimensions.put("FunctionName", function);
        dimensions.put("Resource", alias);
        return metric("AWS/Lambda", name, dimensions, "Sum", period);
    }

    private Metric ours(String name, String statistic, Duration period) {
        Map<String, String> dimensions = new TreeMap<>();
        dimensions.put("FunctionName", function);
        dimensions.put("Alias", StageNames.ALIAS);
        return metric("Slipway", name, dimensions, statistic, period);
    }

    private Metric controller(String name, Duration period) {
        return metric("Slipway", name, Map.of("FunctionName", function), "Maximum", period);
    }

    static Metric metric(
            String namespace, String name, Map<String, String> dimensions, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .period(period)
                .build();
    }
}
