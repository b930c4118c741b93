package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageOptionsTest {

    @TempDir
    Path folder;

    @Test
    void aPortOrAWindowOutOfRangeIsRefused() {
        StageOptions options = ProbeStage.options(folder);
        assertThatThrownBy(() -> options.at("127.0.0.1", 65_536, false))
                .hasMessage("port: found 65536; expected 0 to 65535");
        assertThatThrownBy(() -> options.at("127.0.0.1", -1, false)).hasMessageContaining("expected 0 to 65535");
        assertThatThrownBy(() -> options.windows(Duration.ofMillis(99))).hasMessageContaining("at least 100 ms");
    }

    @Test
    void theHomeIsAbsolute() {
        StageOptions options = ProbeStage.options(folder);
        assertThat(StageOptions.of(Path.of("a/../b"), options.code(), "1").home())
                .isAbsolute()
                .hasFileName("b");
    }
}
