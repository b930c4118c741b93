package dev.slipway.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The presets, against the table that users are shown. */
class PresetsTest {

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "all-at-once|AWS|verify, shift 100%",
                "all-at-once|LOCAL|verify, shift 100%",
                "blue-green|AWS|verify, shift 100%, bake 30m",
                "blue-green|LOCAL|verify, shift 100%, bake 30s",
                "canary|AWS|verify, shift 10% 5m, shift 50% 10m, bake 15m",
                "canary|LOCAL|verify, shift 10% 30s, shift 50% 30s, bake 15s",
                "linear|AWS|verify, shift 10% 5m, shift 20% 5m, shift 30% 5m, shift 40% 5m, shift 50% 5m,"
                        + " shift 60% 5m, shift 70% 5m, shift 80% 5m, shift 90% 5m, bake 15m",
                "linear|LOCAL|verify, shift 10% 10s, shift 20% 10s, shift 30% 10s, shift 40% 10s, shift 50% 10s,"
                        + " shift 60% 10s, shift 70% 10s, shift 80% 10s, shift 90% 10s, bake 15s",
                "careful|AWS|verify, shift 1%, shift 5%, shift 25%, shift 50%, bake 1h",
                "careful|LOCAL|verify, shift 1%, shift 5%, shift 25%, shift 50%, bake 30s",
            })
    void hasTheStepsOfTheTable(String name, StageKind stage, String steps) {
        ReleasePlan plan = Presets.named(name, stage).orElseThrow();
        assertThat(plan.steps().stream().map(PresetsTest::words).collect(Collectors.joining(", ")))
                .isEqualTo(steps);
        assertThat(plan.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "all-at-once,NO_EVIDENCE_AGAINST",
        "blue-green,NO_EVIDENCE_AGAINST",
        "canary,NO_EVIDENCE_AGAINST",
        "linear,NO_EVIDENCE_AGAINST",
        "careful,PROOF"
    })
    void saysWhatAStepNeedsToBePassed(String name, Advance advance) {
        for (StageKind stage : StageKind.values()) {
            ReleasePlan plan = Presets.named(name, stage).orElseThrow();
            assertThat(plan.advance()).isEqualTo(advance);
            assertThat(plan.onInconclusive()).isEqualTo(OnInconclusive.HOLD);
            assertThat(plan.alpha()).isEqualTo(0.01);
        }
    }

    @ParameterizedTest
    @CsvSource({"AWS,21600", "LOCAL,300"})
    void carefulGivesEachStepSixHoursOrFiveMinutes(StageKind stage, long seconds) {
        assertThat(Presets.named("careful", stage).orElseThrow().steps())
                .filteredOn(Step.Shift.class::isInstance)
                .allSatisfy(step ->
                        assertThat(((Step.Shift) step).atMost().toSeconds()).isEqualTo(seconds));
    }

    @Test
    void everyNameIsAPresetAndNoOtherWordIs() {
        assertThat(Presets.NAMES)
                .allSatisfy(
                        name -> assertThat(Presets.named(name, StageKind.AWS)).isPresent());
        assertThat(Presets.NAMES).contains(Presets.DEFAULT);
        assertThat(Presets.named("yolo", StageKind.AWS)).isEmpty();
    }

    private static String words(Step step) {
        return switch (step) {
            case Step.Shift shift
            when !shift.atLeast().isZero() -> shift.label() + " " + DurationText.format(shift.atLeast());
            case Step.Bake(var length) -> "bake " + DurationText.format(length);
            case Step.Shift _, Step.Verify _, Step.Ask _, Step.Shadow _, Step.Bandit _ -> step.label();
        };
    }
}
