package dev.slipway.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.spec.ReleaseSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForecastTest {

    private static final double THRESHOLD = -Math.log(0.01);

    @Test
    void failuresNeededAreThoseReckonedIndependently() {
        assertThat(Detectability.failures(THRESHOLD, 0.1, 2, 1)).isEqualTo(150, within(0.5));
        assertThat(Detectability.failures(THRESHOLD, 0.1, 5, 1)).isEqualTo(19, within(0.5));
        assertThat(Detectability.failures(THRESHOLD, 0.5, 2, 1)).isEqualTo(81, within(0.5));
        assertThat(Detectability.failures(-Math.log(0.05), 0.01, 1, 3)).isEqualTo(340, within(1.0));
    }

    /**
     * The median minutes of the simulated table (docs/release-statistics.md) in cells where nearly all are found: a
     * tenth of the traffic, 0.5 % errors, all gates together.
     */
    @ParameterizedTest
    @MethodSource("simulated")
    void timesAreNearTheSimulatedMedians(double perMinute, double ratio, double minutes) {
        Forecast forecast = Forecast.of(Presets.named("canary", StageKind.AWS).orElseThrow(), demand(perMinute, 0.005));
        Duration time = forecast.steps().get(1).detections().stream()
                .filter(found -> found.trouble().contains("fails " + Numbers.brief(ratio) + " times"))
                .findFirst()
                .flatMap(Detection::time)
                .orElseThrow();
        assertThat(time.toSeconds() / 60.0).isBetween(minutes * 0.6 - 1, minutes * 1.6 + 1);
    }

    static Stream<Arguments> simulated() {
        return Stream.of(
                Arguments.of(600, 5, 8), Arguments.of(600, 10, 3), Arguments.of(6000, 2, 14), Arguments.of(60, 10, 22));
    }

    /** Ten calls a second on the candidate: half a minute, and two windows, before any of them is compared. */
    @Test
    void latencyIsFoundOnlyAfterTheCandidatesEnvironmentsAreWarm() {
        Detection slow = slow(forecast("canary", 6000), 1);
        assertThat(slow.time().orElseThrow()).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(155));
        assertThat(slow.calls()).isBetween(1500.0, 1550.0);
        Forecast local = Forecast.of(
                Presets.named("canary", StageKind.LOCAL).orElseThrow(), new Demand(6000, 0.005, Duration.ofSeconds(1)));
        assertThat(slow(local, 1).within(Duration.ofSeconds(30))).isFalse();
        assertThat(slow(forecast("canary", 0), 1).time()).isEmpty();
    }

    private static Detection slow(Forecast forecast, int step) {
        return forecast.steps().get(step).detections().stream()
                .filter(found -> found.rule().startsWith("latency"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aHealthyCanaryWithEnoughTrafficTakesItsTimesAndNoLonger() {
        Forecast forecast = forecast("canary", 600);
        assertThat(forecast.decides()).isTrue();
        assertThat(forecast.expected()).contains(Duration.ofMinutes(30));
        assertThat(forecast.steps().get(1).candidate()).isEqualTo(300);
        assertThat(forecast.better()).isEmpty();
    }

    @Test
    void aCanaryOfAnEndpointThatFewAskIsRefusedAndABetterOneOffered() {
        Forecast forecast = forecast("canary", 0.5);
        assertThat(forecast.decides()).isFalse();
        assertThat(forecast.obstacles().getFirst())
                .startsWith("shift 10%: needs about 20 calls of the candidate, which takes about ")
                .endsWith("it may take at most 2h");
        assertThat(decides(forecast.better(), 0.5)).isTrue();
    }

    @Test
    void whereNobodyAsksAPersonDecidesInPlaceOfTheEvidence() {
        Forecast forecast = forecast("canary", 0);
        assertThat(forecast.better().orElseThrow().steps())
                .hasAtLeastOneElementOfType(Step.Ask.class)
                .noneMatch(step -> step instanceof Step.Bake);
        assertThat(decides(forecast.better(), 0)).isTrue();
    }

    @Test
    void aPlanThatLooksAtTooFewCallsIsRefusedAlthoughItsStepsPass() {
        ReleasePlan hasty = Given.plan(
                Given.VERIFY,
                new Step.Shift(new BigDecimal("0.1"), Duration.ZERO, Duration.ofHours(1), 1),
                new Step.Bake(Duration.ofSeconds(1)));
        Forecast forecast = Forecast.of(hasty, demand(60, 0));
        assertThat(forecast.obstacles())
                .singleElement()
                .asString()
                .contains("the whole plan sees 2 calls of the candidate");
        assertThat(decides(forecast.better(), 60)).isTrue();
    }

    @Test
    void aProofThatTheErrorRateForbidsIsNamed() {
        Forecast forecast = Forecast.of(Presets.named("careful", StageKind.AWS).orElseThrow(), demand(60, 0.02));
        assertThat(forecast.obstacles())
                .isNotEmpty()
                .allSatisfy(why -> assertThat(why).contains("for a proof"));
    }

    @Test
    void whateverThePlanAndTheTrafficTheBetterPlanDecides() {
        for (String preset : Presets.NAMES) {
            for (StageKind stage : StageKind.values()) {
                for (double rate : List.of(0.0, 0.01, 0.3, 1.0, 7.0, 60.0, 600.0, 60_000.0)) {
                    for (double errors : List.of(0.0, 0.001, 0.02, 0.4)) {
                        Forecast forecast =
                                Forecast.of(Presets.named(preset, stage).orElseThrow(), demand(rate, errors));
                        Optional<Forecast> better =
                                forecast.better().map(plan -> Forecast.of(plan, demand(rate, errors)));
                        assertThat(better.map(Forecast::obstacles).orElse(List.of()))
                                .as("%s on %s at %s, %s", preset, stage, rate, errors)
                                .isEmpty();
                        forecast.better().ifPresent(ForecastTest::assertWritable);
                    }
                }
            }
        }
    }

    @Test
    void theForecastForProgramsHasEveryStep() {
        assertThat(ForecastJson.write(forecast("careful", 6000)).find("steps")).isPresent();
    }

    /** What is offered can be pasted: the reader of {@code slipway.yaml} takes it, and means the same. */
    private static void assertWritable(ReleasePlan plan) {
        String yaml = String.join("\n", PlanYaml.lines(plan)) + "\n";
        ReleasePlan read = ReleaseSpec.parse("plan.yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .plan(StageKind.AWS);
        assertThat(PlanYaml.lines(read)).isEqualTo(PlanYaml.lines(plan));
    }

    private static Demand demand(double perMinute, double errors) {
        return new Demand(perMinute, errors, Duration.ofMinutes(1));
    }

    private static Forecast forecast(String preset, double perMinute) {
        return Forecast.of(Presets.named(preset, StageKind.AWS).orElseThrow(), demand(perMinute, 0.005));
    }

    private static boolean decides(Optional<ReleasePlan> plan, double perMinute) {
        return Forecast.of(plan.orElseThrow(), demand(perMinute, 0)).decides();
    }
}
