package dev.slipway.aws;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.Observation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * What clients met, by CloudWatch: finished minutes only, and only when they are two minutes old, because metrics
 * arrive late and a minute that was judged is not judged again.
 */
final class CloudWatchMetricSource implements MetricSource {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofMinutes(2);
    private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1_000);

    private final CloudWatchClient cloudWatch;
    private final MetricNames names;

    CloudWatchMetricSource(CloudWatchClient cloudWatch, MetricNames names) {
        this.cloudWatch = cloudWatch;
        this.names = names;
    }

    @Override
    public Duration window() {
        return WINDOW;
    }

    @Override
    public Instant settled(Instant now) {
        return now.minus(LATE).truncatedTo(ChronoUnit.MINUTES);
    }

    @Override
    public Observation observe(ModelName endpoint, Instant start, List<String> versions, List<Duration> slowerThan) {
        List<ArmQueries> arms = IntStream.range(0, versions.size())
                .mapToObj(i -> new ArmQueries(i, slowerThan))
                .toList();
        Instant end = start.plus(WINDOW);
        List<MetricDataQuery> queries = IntStream.range(0, versions.size())
                .boxed()
                .flatMap(i -> arms.get(i).all(names, endpoint, versions.get(i), (int) WINDOW.toSeconds()).stream())
                .toList();
        Map<String, Double> values = largest(endpoint, start, end, queries);
        Map<String, Observation.Arm> read = new HashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            read.put(versions.get(i), ArmReading.of(arms.get(i), versions.get(i), values));
        }
        return new Observation(start, end, read);
    }

    @Override
    public Optional<Duration> latency(ModelName endpoint, String version, Instant from, Instant to, double quantile) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("found the quantile " + quantile + "; expected one between 0 and 1");
        }
        Instant start = from.truncatedTo(ChronoUnit.MINUTES);
        Instant end = settledEnd(to);
        if (!start.isBefore(end)) {
            return Optional.empty();
        }
        // One period over the whole time: quantiles do not add up. Where CloudWatch cuts it in two all the same, the
        // larger one is the bound that holds for both.
        int period = Math.toIntExact(Duration.between(start, end).toSeconds());
        MetricDataQuery query =
                ArmQueries.query("latency", names.latency(endpoint, version), statistic(quantile), period);
        return Optional.ofNullable(largest(endpoint, start, end, List.of(query)).get("latency"))
                .map(CloudWatchMetricSource::millis);
    }

    /** One question for all of it: the answer is paid by the metrics that are named, however many minutes it has. */
    @Override
    public List<Glance> glance(
            ModelName endpoint, Instant start, int windows, List<String> versions, List<Double> quantiles) {
        GlanceQueries questions = new GlanceQueries(versions, quantiles);
        Map<Instant, Map<String, Double>> values = new HashMap<>();
        answers(
                endpoint,
                start,
                start.plus(WINDOW.multipliedBy(windows)),
                questions.all(names, endpoint, (int) WINDOW.toSeconds()),
                result -> addEach(result, values));
        return IntStream.range(0, windows)
                .mapToObj(i -> start.plus(WINDOW.multipliedBy(i)))
                .map(from -> questions.read(from, from.plus(WINDOW), values.getOrDefault(from, Map.of())))
                .toList();
    }

    private static void addEach(MetricDataResult result, Map<Instant, Map<String, Double>> values) {
        for (int i = 0; i < Math.min(result.timestamps().size(), result.values().size()); i++) {
            values.computeIfAbsent(result.timestamps().get(i), at -> new HashMap<>())
                    .put(result.id(), result.values().get(i));
        }
    }

    private static Instant settledEnd(Instant to) {
        Instant minute = to.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(to) ? minute : minute.plus(WINDOW);
    }

    /** {@code p99.9} for 0.999. */
    static String statistic(double quantile) {
        return "p"
                + BigDecimal.valueOf(quantile)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    static Duration millis(double value) {
        return Duration.of(BigDecimal.valueOf(value).multiply(MICROS_PER_MILLI).longValue(), ChronoUnit.MICROS);
    }

    /** The largest value of each question in the time, for those that have one. */
    private Map<String, Double> largest(ModelName endpoint, Instant start, Instant end, List<MetricDataQuery> queries) {
        Map<String, Double> values = new HashMap<>();
        answers(
                endpoint,
                start,
                end,
                queries,
                result -> result.values().forEach(value -> values.merge(result.id(), value, Math::max)));
        return values;
    }

    private void answers(
            ModelName endpoint,
            Instant start,
            Instant end,
            List<MetricDataQuery> queries,
            Consumer<MetricDataResult> each) {
        try {
            cloudWatch
                    .getMetricDataPaginator(
                            request -> request.startTime(start).endTime(end).metricDataQueries(queries))
                    .metricDataResults()
                    .forEach(result -> {
                        check(endpoint, result);
                        each.accept(result);
                    });
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot read the metrics of " + endpoint, e);
        }
    }

    private static void check(ModelName endpoint, MetricDataResult result) {
        switch (result.statusCode()) {
            // Partial: the other pages have the rest.
            case COMPLETE, PARTIAL_DATA -> {}
            case INTERNAL_ERROR, FORBIDDEN, UNKNOWN_TO_SDK_VERSION ->
                throw new PlatformException.Unavailable("cannot read the metrics of " + endpoint
                        + ": CloudWatch answers " + result.statusCodeAsString() + " for " + result.label());
        }
    }
}
