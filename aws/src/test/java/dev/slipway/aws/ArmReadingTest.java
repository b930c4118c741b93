package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.Observation.NoData;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What CloudWatch's numbers say, and what their absence does not. */
class ArmReadingTest {

    private static final Duration SLOW = Duration.ofMillis(150);
    private static final ArmQueries QUERIES = new ArmQueries(0, List.of(SLOW));

    @Test
    void callsWithoutAnAnswerAndAnswered5xxAreBothErrors() {
        assertThat(read(Map.of(
                        "requests0",
                        100.0,
                        "dead0",
                        3.0,
                        "answered0",
                        97.0,
                        "failed0",
                        2.0,
                        "timed0",
                        90.0,
                        "within0of0",
                        80.0)))
                .isEqualTo(new Measured(100, 5, 90, Map.of(SLOW, 10L)));
    }

    @Test
    void nothingIsNoData() {
        assertThat(read(Map.of())).isInstanceOf(NoData.class);
    }

    @Test
    void callsWithoutACountOfTheirErrorsAreNoData() {
        assertThat(read(Map.of("requests0", 100.0))).isInstanceOf(NoData.class);
    }

    @Test
    void answersWithoutTheFunctionsOwnLinesAreNoData() {
        assertThat(read(Map.of("requests0", 100.0, "dead0", 0.0))).isInstanceOf(NoData.class);
        assertThat(read(Map.of("requests0", 100.0, "dead0", 0.0, "answered0", 49.0, "failed0", 0.0)))
                .isInstanceOf(NoData.class);
    }

    @Test
    void aVersionThatDiesAtEveryCallWritesNoLineAndIsMeasuredAllTheSame() {
        assertThat(read(Map.of("requests0", 40.0, "dead0", 40.0))).isEqualTo(new Measured(40, 40, 0, Map.of(SLOW, 0L)));
    }

    @Test
    void latenciesWithoutTheCountWithinTheThresholdAreNoData() {
        assertThat(read(Map.of("requests0", 10.0, "dead0", 0.0, "answered0", 10.0, "failed0", 0.0, "timed0", 10.0)))
                .isInstanceOf(NoData.class);
    }

    @Test
    void callsThatWereUnderWayWhenTheMinuteTurnedContradictNothing() {
        assertThat(read(Map.of(
                        "requests0",
                        3.0,
                        "dead0",
                        2.0,
                        "answered0",
                        5.0,
                        "failed0",
                        5.0,
                        "timed0",
                        5.0,
                        "within0of0",
                        1.0)))
                .isEqualTo(new Measured(3, 3, 3, Map.of(SLOW, 3L)));
    }

    @Test
    void theQuestionsNameTheDimensionsThatTellTwoVersionsOfOneAliasApart() {
        Map<String, String> asked = new HashMap<>();
        QUERIES.all(new MetricNames(new FunctionNames("slipway-prod-"), "live"), new ModelName("digits"), "7", 60)
                .forEach(query -> asked.put(
                        query.id(),
                        query.metricStat().metric().namespace() + " "
                                + query.metricStat().metric().metricName() + " "
                                + query.metricStat().stat() + " "
                                + query.metricStat().metric().dimensions().stream()
                                        .map(dimension -> dimension.name() + "=" + dimension.value())
                                        .toList()));

        String lambda = "[FunctionName=slipway-prod-digits, Resource=slipway-prod-digits:live, ExecutedVersion=7]";
        String ours = "[FunctionName=slipway-prod-digits, Alias=live, Version=7]";
        assertThat(asked)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "requests0", "AWS/Lambda Invocations Sum " + lambda,
                        "dead0", "AWS/Lambda Errors Sum " + lambda,
                        "answered0", "Slipway ServerErrors SampleCount " + ours,
                        "failed0", "Slipway ServerErrors Sum " + ours,
                        "timed0", "Slipway Latency SampleCount " + ours,
                        "within0of0", "Slipway Latency TC(:150) " + ours));
    }

    private static Observation.Arm read(Map<String, Double> values) {
        return ArmReading.of(QUERIES, "7", values);
    }
}
