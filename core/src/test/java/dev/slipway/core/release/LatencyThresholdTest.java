package dev.slipway.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyThresholdTest {

    @Test
    void aFastModelMayBecomeFiveMillisecondsSlowerBeforeItCounts() {
        assertThat(LatencyThreshold.above(Duration.ofNanos(50_000))).isEqualTo(Duration.ofNanos(5_050_000));
    }

    @Test
    void aSlowModelMayBecomeAQuarterSlowerBeforeItCounts() {
        assertThat(LatencyThreshold.above(Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(125));
    }
}
