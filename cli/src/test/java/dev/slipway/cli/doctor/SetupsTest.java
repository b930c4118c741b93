package dev.slipway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.CommandException;
import dev.slipway.core.doctor.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetupsTest {

    @Test
    void whereNothingIsAskedForAFewSizesAndTwoThreadsAreMeasured() {
        assertThat(Setups.of(1024, true, true, List.of(), List.of(), 2))
                .extracting(Setup::words)
                .containsExactly(
                        "512 MB",
                        "1024 MB",
                        "1769 MB",
                        "3538 MB",
                        "1024 MB, start-up cache",
                        "512 MB, restored",
                        "1024 MB, restored",
                        "1769 MB, restored",
                        "3538 MB, restored",
                        "3538 MB, 1 thread",
                        "3538 MB, 2 threads");
    }

    @Test
    void oneProcessorMeasuresNothingThatNeedsTwo() {
        assertThat(Setups.of(512, false, false, List.of(), List.of(), 1))
                .extracting(Setup::words)
                .containsExactly("512 MB", "1769 MB");
    }

    @Test
    void theModelsOwnMemoryIsMeasuredWhateverIsAskedFor() {
        assertThat(Setups.of(1024, false, true, List.of(2048, 256, 256), List.of(), 2))
                .extracting(Setup::words)
                .containsExactly(
                        "256 MB",
                        "1024 MB",
                        "2048 MB",
                        "256 MB, start-up cache",
                        "1024 MB, start-up cache",
                        "2048 MB, start-up cache");
    }

    @Test
    void threadCountsThatAreAskedForAreMeasuredWithAllProcessors() {
        assertThat(Setups.of(1024, false, false, List.of(1024), List.of(4, 1, 2), 4))
                .extracting(Setup::words)
                .containsExactly("1024 MB", "7076 MB, 1 thread", "7076 MB, 2 threads", "7076 MB, 4 threads");
        assertThat(Setups.of(1024, false, false, List.of(1024), List.of(8), 16))
                .extracting(Setup::memory)
                .as("Lambda gives no more than 10,240 MB")
                .containsExactly(1024, 10_240);
    }

    @Test
    void whatLambdaDoesNotGiveIsRefused() {
        assertThatThrownBy(() -> Setups.of(1024, false, true, List.of(64), List.of(), 2))
                .isInstanceOf(CommandException.class)
                .hasMessage("--memory: found 64; expected whole numbers of MB from 128 to 10240");
    }

    @Test
    void moreThreadsThanProcessorsAreRefused() {
        assertThatThrownBy(() -> Setups.of(1024, false, true, List.of(), List.of(1, 3), 2))
                .isInstanceOf(CommandException.class)
                .hasMessage("--threads: found 3; expected whole numbers from 1 to 2, the processors of this machine");
    }
}
