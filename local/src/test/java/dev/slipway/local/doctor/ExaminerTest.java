package dev.slipway.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.doctor.Setup;
import dev.slipway.core.doctor.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExaminerTest {

    @ParameterizedTest(name = "{0} MB, quota {1}, {2} processors: {3}")
    @CsvSource({
        "1769, true, 1, QUOTA",
        "1769, false, 1, RECKONED",
        "1770, true, 1, SHORT",
        "1769, true, 0.5, SHORT",
        "512, true, 0.5, QUOTA",
        "1024, false, 0.5, SHORT",
        "128, false, 0.1, RECKONED",
        "10240, true, 8, QUOTA",
        "10240, true, 2, SHORT"
    })
    void whatNeedsMoreProcessorsThanWeHaveOurselvesIsToldToBeShort(int memory, boolean quota, double given, Way way) {
        assertThat(Examiner.way(Setup.onDemand(memory), quota, given)).isEqualTo(way);
    }
}
