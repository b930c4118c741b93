package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.price.ListPrices;
import dev.slipway.core.price.ReleaseCost;
import dev.slipway.core.release.Demand;
import dev.slipway.core.release.Forecast;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.ServingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    private static Forecast forecast(String preset, double perMinute, double errors) {
        return Forecast.of(Presets.named(preset, StageKind.AWS).orElseThrow(), demand(perMinute, errors));
    }

    private static Demand demand(double perMinute, double errors) {
        return new Demand(perMinute, errors, Duration.ofMinutes(1));
    }

    private static List<String> lines(Forecast forecast, Optional<ReleaseCost> cost) {
        return new PlanText("digits", forecast, "as --rate says", cost, Optional.empty()).lines();
    }

    @Test
    void aPlanThatDecidesShowsItsStepsWhatTheyFindAndItsCost() {
        Forecast forecast = forecast("canary", 600, 0.005);
        ReleaseCost cost = ReleaseCost.of(
                forecast, ServingSpec.DEFAULT, Duration.ofMinutes(30), Duration.ofMillis(20), 20, ListPrices.NOTED);
        assertThat(lines(forecast, Optional.of(cost)))
                .contains(
                        "Reckoned with 600 calls a minute, of which 0.5% fail (as --rate says). A healthy release takes"
                                + " about 30m.",
                        "| shift 10% | 10% | 5m | 300 | 2,700 |",
                        "| bake | 100% | 15m | 9,000 | 0 |",
                        "| shift 10% | fails 10 times as often as stable | errors | 164 | **3m** |",
                        "| shift 10% | fails half of its calls | catastrophe | 8 | **8s** |",
                        "- catastrophe: it fails more than 5% of its calls, whatever stable does",
                        "Running both adds $0.0018 to the bill: $0.0002 for the start of the candidate's environments,"
                                + " $0.0000 for its proof, $0.0016 for its metrics. The calls themselves cost $0.0084"
                                + " meanwhile, whichever version answers them.")
                .noneMatch(line -> line.contains("can decide nothing"));
    }

    @Test
    void aPlanThatDecidesNothingEndsWithABetterOne() {
        assertThat(lines(forecast("canary", 0.5, 0), Optional.empty()))
                .contains(
                        "### This plan can decide nothing at this traffic",
                        "```yaml",
                        "release:",
                        "    - verify: {restores: 3}")
                .anyMatch(line -> line.startsWith("- shift 10%: needs about 20 calls of the candidate"))
                .anyMatch(line -> line.startsWith("A better one, which takes about"));
    }
}
