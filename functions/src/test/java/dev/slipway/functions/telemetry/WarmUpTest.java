package dev.slipway.functions.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final WarmUp WARM_UP = new WarmUp(10, 200, Duration.ofSeconds(30));

    @Test
    void theFirstCallsAreWarmingUpHoweverLateTheyCome() {
        assertThat(WARM_UP.covers(0, Duration.ZERO)).isTrue();
        assertThat(WARM_UP.covers(9, Duration.ofDays(1))).isTrue();
        assertThat(WARM_UP.covers(10, Duration.ofDays(1))).isFalse();
    }

    @Test
    void moreOfThemAreWhileTheEnvironmentIsYoung() {
        assertThat(WARM_UP.covers(10, Duration.ofSeconds(29))).isTrue();
        assertThat(WARM_UP.covers(199, Duration.ofMillis(29_999))).isTrue();
        assertThat(WARM_UP.covers(200, Duration.ofSeconds(1))).isFalse();
        assertThat(WARM_UP.covers(10, Duration.ofSeconds(30))).isFalse();
    }
}
