package dev.slipway.local.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.Observation.NoData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalMetricSourceTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration SLOW = Duration.ofMillis(10);

    private final SetClock clock = new SetClock(START);
    private final LocalMetricSource metrics = new LocalMetricSource(SECOND, clock, clock::nanos);

    private void print(String id, double latency, boolean failed, boolean warmingUp) {
        byte[] line = "{\"_aws\":{},\"request_id\":\"%s\",\"Latency\":%s,\"ServerErrors\":%d,\"WarmingUp\":%d}"
                .formatted(id, latency, failed ? 1 : 0, warmingUp ? 1 : 0)
                .getBytes(StandardCharsets.UTF_8);
        metrics.line(line, line.length);
    }

    private Observation.Arm arm(Instant start, String version) {
        return metrics.observe(DIGITS, start, List.of(version), List.of(SLOW)).arm(version);
    }

    private static Measured measured(long requests, long errors, long timed, long slow) {
        return new Measured(requests, errors, timed, Map.of(SLOW, slow));
    }

    @Test
    void aCallCountsInTheWindowInWhichItEnded() {
        metrics.began(DIGITS, "1", "a");
        clock.advance(SECOND);
        print("a", 12, false, false);
        metrics.ended(DIGITS, "1", "a", true);
        assertThat(arm(START, "1")).isEqualTo(measured(0, 0, 0, 0));
        assertThat(arm(START.plus(SECOND), "1")).isEqualTo(measured(1, 0, 1, 1));
    }

    @Test
    void aLineThatComesAfterTheAnswerStillCounts() {
        metrics.began(DIGITS, "1", "a");
        metrics.ended(DIGITS, "1", "a", true);
        print("a", 3, true, false);
        assertThat(arm(START, "1")).isEqualTo(measured(1, 1, 0, 0));
    }

    @Test
    void aFailedCallIsAnErrorAndItsTimeIsNoEvidence() {
        metrics.began(DIGITS, "1", "a");
        print("a", 500, true, false);
        metrics.ended(DIGITS, "1", "a", true);
        assertThat(arm(START, "1")).isEqualTo(measured(1, 1, 0, 0));
    }

    @Test
    void aLineThatComesAfterTheWindowSettledChangesNothing() {
        metrics.began(DIGITS, "1", "a");
        metrics.ended(DIGITS, "1", "a", true);
        clock.advance(SECOND.multipliedBy(2));
        assertThat(metrics.settled(clock.instant())).isEqualTo(START.plus(SECOND));
        print("a", 3, true, false);
        assertThat(arm(START, "1")).isEqualTo(measured(1, 0, 0, 0));
    }

    @Test
    void aCallWithoutAnAnswerIsAnErrorOnce() {
        metrics.began(DIGITS, "1", "a");
        print("a", 3, true, false);
        metrics.ended(DIGITS, "1", "a", false);
        assertThat(arm(START, "1")).isEqualTo(measured(1, 1, 0, 0));
    }

    @Test
    void callsThatWarmUpAreCountedButNotTimed() {
        metrics.began(DIGITS, "1", "a");
        metrics.ended(DIGITS, "1", "a", true);
        print("a", 500, false, true);
        assertThat(arm(START, "1")).isEqualTo(measured(1, 0, 0, 0));
    }

    @Test
    void aCallThatNeverReachedTheFunctionCountsNowhere() {
        metrics.began(DIGITS, "1", "a");
        metrics.dropped("a");
        assertThat(arm(START, "1")).isEqualTo(measured(0, 0, 0, 0));
    }

    @Test
    void aLineOfACallThatNobodyMadeCountsNowhere() {
        print("proof-call", 3, true, false);
        assertThat(arm(START, "1")).isEqualTo(measured(0, 0, 0, 0));
    }

    @Test
    void aWindowFromBeforeTheStartHasNoData() {
        assertThat(arm(START.minus(SECOND), "1")).isInstanceOf(NoData.class);
    }

    @Test
    void aWindowThatIsNoLongerKeptHasNoData() {
        metrics.began(DIGITS, "1", "a");
        clock.advance(Duration.ofHours(1));
        metrics.ended(DIGITS, "1", "a", true);
        assertThat(arm(START.plus(SECOND), "1")).isInstanceOf(NoData.class);
    }

    @Test
    void aQuantileSpansItsWindowsOnly() {
        call("a", 1);
        clock.advance(SECOND);
        call("b", 5);
        clock.advance(SECOND);
        call("c", 100);
        assertThat(metrics.latency(DIGITS, "1", START, START.plus(SECOND.multipliedBy(2)), 0.99))
                .hasValueSatisfying(
                        found -> assertThat(found).isBetween(Duration.ofMillis(5), Duration.ofNanos(5_050_000)));
        assertThat(metrics.latency(DIGITS, "2", START, clock.instant(), 0.5)).isEmpty();
    }

    @Test
    void whereTheClockIsSetBackItBeginsAnewAndMixesNoWindows() {
        call("a", 5);
        clock.advance(SECOND.multipliedBy(3));
        String before = metrics.timeline();
        clock.set(START);
        metrics.began(DIGITS, "1", "b");
        print("b", 5, true, false);
        metrics.ended(DIGITS, "1", "b", true);

        assertThat(metrics.timeline()).isNotEqualTo(before);
        assertThat(arm(START, "1")).isEqualTo(measured(1, 1, 0, 0));
        assertThat(arm(START.minus(SECOND), "1")).isInstanceOf(NoData.class);
    }

    @Test
    void whereTheClockIsSetAheadTheTimeBetweenHasNoData() {
        call("a", 5);
        clock.set(START.plus(Duration.ofDays(1)));

        assertThat(arm(START.plusSeconds(100), "1")).isInstanceOf(NoData.class);
    }

    @Test
    void aClockThatGoesItsWayKeepsItsTimeline() {
        String before = metrics.timeline();
        clock.advance(Duration.ofDays(1));
        assertThat(metrics.timeline()).isEqualTo(before);
    }

    private void call(String id, double latency) {
        metrics.began(DIGITS, "1", id);
        print(id, latency, false, false);
        metrics.ended(DIGITS, "1", id, true);
    }
}
