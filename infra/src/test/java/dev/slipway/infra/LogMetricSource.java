package dev.slipway.infra;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.release.Observation;
import dev.slipway.core.spec.StageNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * What clients met, counted from the functions' logs: stands in for CloudWatch's metrics, which an emulator does not make of
 * such lines, nor counts by alias and version. Windows are seconds and not minutes, so that a test is over sooner.
 */
final class LogMetricSource implements MetricSource {

    private static final Duration WINDOW = Duration.ofSeconds(2);

    /** How much later than its call a line may come. */
    private static final Duration LATE = Duration.ofSeconds(2);

    /** The lines of one call lie within less than this. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** 2026/11/26/[2]0f0e: the day, the version, the environment. */
    private static final Pattern STREAM = Pattern.compile("\\[(\\d+)]");

    private final CloudWatchLogsClient logs;
    private final StageNames names;

    LogMetricSource(CloudWatchLogsClient logs, StageNames names) {
        this.logs = logs;
        this.names = names;
    }

    @Override
    public Duration window() {
        return WINDOW;
    }

    @Override
    public Instant settled(Instant now) {
        long complete = now.minus(LATE).toEpochMilli();
        return Instant.ofEpochMilli(complete - Math.floorMod(complete, WINDOW.toMillis()));
    }

    @Override
    public Observation observe(ModelName endpoint, Instant start, List<String> versions, List<Duration> slowerThan) {
        Instant end = start.plus(WINDOW);
        Optional<Map<String, List<LoggedCall>>> calls = calls(endpoint, start, end);
        Map<String, Observation.Arm> arms = new HashMap<>();
        for (String version : versions) {
            arms.put(
                    version,
                    calls.<Observation.Arm>map(all -> measured(all.getOrDefault(version, List.of()), slowerThan))
                            .orElseGet(() -> new Observation.NoData("the function has no log yet")));
        }
        return new Observation(start, end, arms);
    }

    private static Observation.Measured measured(List<LoggedCall> calls, List<Duration> slowerThan) {
        List<Duration> timed =
                calls.stream().flatMap(call -> call.evidence().stream()).toList();
        Map<Duration, Long> slow = new HashMap<>();
        for (Duration threshold : slowerThan) {
            slow.put(
                    threshold,
                    timed.stream()
                            .filter(latency -> latency.compareTo(threshold) > 0)
                            .count());
        }
        return new Observation.Measured(
                calls.size(), calls.stream().filter(LoggedCall::failed).count(), timed.size(), slow);
    }

    @Override
    public Optional<Duration> latency(ModelName endpoint, String version, Instant from, Instant to, double quantile) {
        List<Duration> latencies =
                calls(endpoint, from, to).orElseGet(Map::of).getOrDefault(version, List.of()).stream()
                        .flatMap(call -> call.evidence().stream())
                        .sorted()
                        .toList();
        return latencies.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        latencies.get((int) Math.min(latencies.size() - 1L, (long) (quantile * latencies.size()))));
    }

    /** The calls of a time by version; empty where the function never wrote a line. */
    private Optional<Map<String, List<LoggedCall>>> calls(ModelName endpoint, Instant from, Instant to) {
        Map<String, List<LoggedCall.Line>> streams = new LinkedHashMap<>();
        try {
            for (FilteredLogEvent event : logs.filterLogEventsPaginator(
                            request -> request.logGroupName("/aws/lambda/" + names.function(endpoint))
                                    .startTime(from.minus(MARGIN).toEpochMilli())
                                    .endTime(to.plus(MARGIN).toEpochMilli()))
                    .events()) {
                streams.computeIfAbsent(event.logStreamName(), stream -> new ArrayList<>())
                        .add(new LoggedCall.Line(Instant.ofEpochMilli(event.timestamp()), event.message()));
            }
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
        Map<String, List<LoggedCall>> calls = new HashMap<>();
        streams.forEach((stream, lines) -> {
            Matcher version = STREAM.matcher(stream);
            if (version.find()) {
                LoggedCall.read(lines).stream()
                        .filter(call -> !call.at().isBefore(from) && call.at().isBefore(to))
                        .forEach(call -> calls.computeIfAbsent(version.group(1), name -> new ArrayList<>())
                                .add(call));
            }
        });
        return Optional.of(calls);
    }
}
