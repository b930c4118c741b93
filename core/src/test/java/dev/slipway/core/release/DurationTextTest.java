package dev.slipway.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    private static final long THIRTY_YEARS = Duration.ofDays(30 * 365).toNanos();

    @Test
    void whatIsWrittenIsReadAgainHoweverLongAndHoweverFine() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            Duration duration = Duration.ofNanos(random.nextLong(THIRTY_YEARS) >> random.nextInt(60));
            assertThat(DurationText.parse(DurationText.format(duration)))
                    .as("%s, seed %d", duration, seed)
                    .isEqualTo(duration);
        }
    }

    /** The clock of a controller has nanoseconds, and a bake on AWS lasts for a quarter of an hour. */
    @Test
    void aQuarterOfAnHourAndANanosecondIsReadAgain() {
        assertThat(DurationText.parse("1024253042795ns")).isEqualTo(Duration.ofNanos(1_024_253_042_795L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "-5m", "5m5", "1234567890123456789s", "999999999999999999d"})
    void whatIsNoDurationIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duration");
    }
}
