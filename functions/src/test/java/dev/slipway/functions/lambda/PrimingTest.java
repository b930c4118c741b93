package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.functions.engine.ModelLoadException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrimingTest {

    @Test
    void takesUpToTwentySecondsWhereASnapshotPaysForIt() {
        assertThat(Wiring.priming(Map.of())).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void takesAsLongAsTheHostSays() {
        assertThat(Wiring.priming(Map.of("SLIPWAY_PRIMING", "PT0.25S"))).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void aWordThatIsNoDurationFailsTheInitAndIsNamed() {
        assertThatThrownBy(() -> Wiring.priming(Map.of("SLIPWAY_PRIMING", "soon")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("SLIPWAY_PRIMING: \"soon\" is no duration; expected one such as PT0.25S");
    }
}
