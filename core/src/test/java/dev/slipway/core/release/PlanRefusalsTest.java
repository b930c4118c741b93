package dev.slipway.core.release;

import static dev.slipway.core.release.Given.HALF;
import static dev.slipway.core.release.Given.TENTH;
import static dev.slipway.core.release.Given.VERIFY;
import static dev.slipway.core.release.Given.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans and windows that make no sense cannot be made; each says why. */
class PlanRefusalsTest {

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static ReleasePlan with(double alpha, double tolerate, List<Double> quantiles) {
        ReleasePlan plan = plan(VERIFY, TENTH);
        return new ReleasePlan(
                "custom",
                plan.steps(),
                plan.advance(),
                plan.onInconclusive(),
                alpha,
                0.05,
                tolerate,
                Optional.empty(),
                quantiles,
                List.of());
    }

    @Test
    void sharesThatFall() {
        refused(() -> plan(VERIFY, HALF, TENTH), "steps: shift 10% falls below the step before it");
    }

    @Test
    void noStepAtAll() {
        refused(() -> plan(), "steps: a plan needs at least one");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.01, 0.51, Double.NaN, Double.POSITIVE_INFINITY})
    void anAlphaThatIsNoSmallProbability(double alpha) {
        refused(() -> with(alpha, 1.25, List.of(0.5)), "alpha: found " + alpha + "; expected a number above 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 101, Double.NaN})
    void aToleranceBelowOneOrBeyondReason(double tolerate) {
        refused(() -> with(0.01, tolerate, List.of(0.5)), "tolerate: found " + tolerate);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 99})
    void aQuantileOutsideOfZeroToOne(double quantile) {
        refused(() -> with(0.01, 1.25, List.of(quantile)), "quantiles: found " + quantile);
    }

    @Test
    void stepsThatCannotBe() {
        Duration minute = Duration.ofMinutes(1);
        refused(() -> new Step.Shift(new BigDecimal("1.2"), minute, minute, 0), "to: found 120%");
        refused(() -> new Step.Shift(BigDecimal.ZERO, minute, minute, 0), "to: found 0%");
        refused(
                () -> new Step.Shift(BigDecimal.ONE, minute, Duration.ofSeconds(1), 0),
                "below at_least PT1M: the step could never end");
        refused(() -> new Step.Shift(BigDecimal.ONE, minute, minute, -1), "requests: found -1");
        refused(() -> new Step.Verify(0), "restores: found 0; expected 1 to 100");
        refused(() -> new Step.Bake(Duration.ZERO), "for: found PT0S");
    }

    @Test
    void countsThatContradictEachOther() {
        refused(() -> new Tally(1, 2), "counts contradict each other");
        refused(() -> Given.calls(-1, 0), "counts contradict each other");
        refused(() -> new Observation(Given.MORNING, Given.MORNING, java.util.Map.of()), "must end after it starts");
        refused(
                () -> new Observation.Measured(9, 0, 5, java.util.Map.of(Duration.ofMillis(1), 6L)),
                "6 of 5 timed calls slower than");
    }

    @Test
    void aReasonWithoutANumberOrAWord() {
        refused(() -> new Reason("errors", "why", Double.NaN, 1), "needs finite numbers");
        refused(() -> new Reason("", "why", 1, 1), "needs a rule and a text");
    }

    @Test
    void durationsAreReadAndWrittenAsPeopleWriteThem() {
        for (String text : List.of("1d", "36h", "90m", "10s", "250ms", "7us", "3ns", "0s")) {
            assertThat(DurationText.format(DurationText.parse(text))).isEqualTo(text);
        }
        assertThat(DurationText.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
        refused(() -> DurationText.parse("5 minutes"), "\"5 minutes\" is not a duration");
        refused(() -> DurationText.parse(""), "is not a duration");
    }
}
