package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.MetricSource.Glance;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.Observation.NoData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link MetricSource} does. */
public abstract class MetricSourceContract {

    private static final Duration LIMIT = Duration.ofMillis(20);

    /** The source under test, the same one whenever a test asks again. It has seen no call when a test begins. */
    protected abstract MetricSource metrics() throws Exception;

    /** An endpoint with the versions {@code 1} and {@code 2}, both with traffic. */
    protected abstract ModelName endpoint() throws Exception;

    /** The start of a window that the source watched from its start. */
    protected abstract Instant start() throws Exception;

    /**
     * A client's call ends.
     *
     * @param at a moment in the window that begins at {@link #start()}, or in the one after it
     * @param failed whether it was answered 5xx
     * @param warmingUp whether it was among the first of its environment
     */
    protected abstract void serve(String version, Instant at, Duration latency, boolean failed, boolean warmingUp)
            throws Exception;

    /** Lets time go on until both windows are settled, and answers the time then. */
    protected abstract Instant settle() throws Exception;

    /** Whether the source can tell a version that had no call from one it knows nothing of. */
    protected boolean knowsIdleVersions() {
        return true;
    }

    @Test
    void windowsAreSettledInTheirOrderAndNeverInTheFuture() throws Exception {
        Instant now = settle();
        Instant settled = metrics().settled(now);

        assertThat(settled).isBeforeOrEqualTo(now);
        assertThat(settled.toEpochMilli() % metrics().window().toMillis()).isZero();
        assertThat(metrics().settled(now.plus(metrics().window())))
                .isEqualTo(settled.plus(metrics().window()));
    }

    @Test
    void callsAreCountedByVersion() throws Exception {
        ok("1", 10);
        ok("1", 30);
        ok("2", 10);
        fail("2");
        settle();

        assertThat(observe("1")).isEqualTo(new Measured(2, 0, 2, Map.of()));
        Measured second = (Measured) observe("2");
        assertThat(second.requests()).isEqualTo(2);
        assertThat(second.errors()).isEqualTo(1);
    }

    @Test
    void callsSlowerThanALimitAreCounted() throws Exception {
        ok("1", 10);
        ok("1", 30);
        ok("1", 40);
        ok("2", 10);
        settle();
        Observation observation = metrics().observe(endpoint(), start(), List.of("1", "2"), List.of(LIMIT));

        assertThat(observation.arm("1")).isEqualTo(new Measured(3, 0, 3, Map.of(LIMIT, 2L)));
        assertThat(observation.arm("2")).isEqualTo(new Measured(1, 0, 1, Map.of(LIMIT, 0L)));
    }

    @Test
    void onlyCallsOfTheWindowAreCounted() throws Exception {
        ok("1", 10);
        serve("1", start().plus(metrics().window()), Duration.ofMillis(10), true, false);
        settle();

        assertThat(observe("1")).isEqualTo(new Measured(1, 0, 1, Map.of()));
        Observation next = metrics().observe(endpoint(), start().plus(metrics().window()), List.of("1"), List.of());
        assertThat(next.start()).isEqualTo(start().plus(metrics().window()));
        assertThat(next.end()).isEqualTo(next.start().plus(metrics().window()));
        assertThat(((Measured) next.arm("1")).errors()).isEqualTo(1);
    }

    @Test
    void callsOfAnEnvironmentThatWarmsUpAreNotTimed() throws Exception {
        serve("1", start(), Duration.ofMillis(500), false, true);
        serve("1", start(), Duration.ofMillis(10), false, false);
        settle();

        assertThat(observe("1")).isEqualTo(new Measured(2, 0, 1, Map.of()));
    }

    @Test
    void aVersionWithoutACallIsMeasuredWithZeroOrNotKnown() throws Exception {
        ok("1", 10);
        settle();

        if (knowsIdleVersions()) {
            assertThat(observe("2")).isEqualTo(new Measured(0, 0, 0, Map.of()));
        } else {
            assertThat(observe("2")).isInstanceOf(NoData.class);
        }
    }

    @Test
    void aWindowThatNobodyWatchedHasNoData() throws Exception {
        assumeTrue(knowsIdleVersions(), "it cannot tell a version that nobody called from one it knows nothing of");
        settle();
        Observation before = metrics()
                .observe(
                        endpoint(), start().minus(metrics().window().multipliedBy(1000)), List.of("1", "2"), List.of());

        assertThat(before.arm("1")).isInstanceOf(NoData.class);
        assertThat(before.arm("2")).isInstanceOf(NoData.class);
    }

    @Test
    void theSameWindowIsTheSameWheneverItIsAsked() throws Exception {
        ok("1", 10);
        ok("2", 30);
        settle();

        assertThat(observe("1")).isEqualTo(observe("1"));
        assertThat(observe("2")).isEqualTo(observe("2"));
    }

    @Test
    void aQuantileOfTheLatencyLiesAmongTheCalls() throws Exception {
        for (int i = 1; i <= 10; i++) {
            ok("1", 10 * i);
        }
        settle();
        Instant end = start().plus(metrics().window());

        assertThat(metrics().latency(endpoint(), "1", start(), end, 0.5).orElseThrow())
                .isBetween(Duration.ofMillis(45), Duration.ofMillis(65));
        assertThat(metrics().latency(endpoint(), "1", start(), end, 0.99).orElseThrow())
                .isBetween(Duration.ofMillis(95), Duration.ofMillis(105));
        assertThat(metrics().latency(endpoint(), "2", start(), end, 0.5)).isEmpty();
    }

    @Test
    void aGlanceAtSeveralWindowsIsWhatEachOfThemIs() throws Exception {
        ok("1", 10);
        ok("1", 20);
        fail("2");
        Instant second = start().plus(metrics().window());
        serve("1", second, Duration.ofMillis(40), false, false);
        settle();
        List<Glance> glances = metrics().glance(endpoint(), start(), 2, List.of("1", "2"), List.of(0.5, 0.99));

        assertThat(glances).extracting(glance -> glance.observation().start()).containsExactly(start(), second);
        for (Glance glance : glances) {
            Observation observation = glance.observation();
            assertThat(observation)
                    .isEqualTo(metrics().observe(endpoint(), observation.start(), List.of("1", "2"), List.of()));
            assertThat(Optional.ofNullable(
                            glance.latencies().getOrDefault("1", Map.of()).get(0.5)))
                    .isEqualTo(metrics().latency(endpoint(), "1", observation.start(), observation.end(), 0.5));
        }
        assertThat(glances.getLast().latencies().getOrDefault("2", Map.of())).isEmpty();
    }

    private void ok(String version, int millis) throws Exception {
        serve(version, start(), Duration.ofMillis(millis), false, false);
    }

    private void fail(String version) throws Exception {
        serve(version, start(), Duration.ofMillis(10), true, false);
    }

    private Observation.Arm observe(String version) throws Exception {
        return metrics()
                .observe(endpoint(), start(), List.of("1", "2"), List.of())
                .arm(version);
    }
}
