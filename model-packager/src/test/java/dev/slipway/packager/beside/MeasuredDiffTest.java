package dev.slipway.packager.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonText;
import dev.slipway.packager.trial.Measurement.Shown;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MeasuredDiffTest {

    private static final long MB = 1L << 20;

    @Test
    void whatOneKindOfMachineMeasuredOfBothIsCompared() {
        MeasuredDiff diff = MeasuredDiff.of(
                beside(shown("2026-01-02T00:00:00Z", "arm", 1.0), shown("2026-01-01T00:00:00Z", "intel", 2.0)),
                beside(shown("2026-01-03T00:00:00Z", "intel", 3.5)));

        assertThat(diff.lines())
                .containsExactly(
                        "latency     2.00 ms -> 3.50 ms (95 %: 4.00 ms -> 7.00 ms); on intel",
                        "start       200 ms -> 350 ms", "memory      100 MB -> 100 MB");
        assertThat(JsonText.write(diff.json())).contains("\"machine\":\"arm\"", "\"to\":null", "\"median_ms\":3.5");
    }

    @Test
    void theNewestOfEachKindOfMachineCounts() {
        MeasuredDiff diff = MeasuredDiff.of(
                beside(shown("2026-01-02T00:00:00Z", "intel", 1.0), shown("2026-01-01T00:00:00Z", "intel", 9.0)),
                beside(shown("2026-01-03T00:00:00Z", "intel", 1.0)));

        assertThat(diff.lines().getFirst()).startsWith("latency     1.00 ms -> 1.00 ms");
    }

    @Test
    void timesOfTwoKindsOfMachinesAreNotCompared() {
        MeasuredDiff diff = MeasuredDiff.of(beside(shown("2026-01-02T00:00:00Z", "arm", 1.0)), beside());

        assertThat(diff.lines()).containsExactly("latency     not measured of both on one kind of machine");
        assertThat(MeasuredDiff.of(beside(), beside()).lines()).hasSize(1);
    }

    private static Beside beside(Shown... measured) {
        return new Beside(List.of(measured), List.of(), 0);
    }

    private static Shown shown(String time, String machine, double median) {
        return new Shown(time, machine, median * 100, median, median * 2, OptionalLong.of(100 * MB));
    }
}
