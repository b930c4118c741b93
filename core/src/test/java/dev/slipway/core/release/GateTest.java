package dev.slipway.core.release;

import static dev.slipway.core.release.Given.ALL;
import static dev.slipway.core.release.Given.HALF;
import static dev.slipway.core.release.Given.TENTH;
import static dev.slipway.core.release.Given.VERIFY;
import static dev.slipway.core.release.Given.after;
import static dev.slipway.core.release.Given.at;
import static dev.slipway.core.release.Given.calls;
import static dev.slipway.core.release.Given.plan;
import static dev.slipway.core.release.Given.withSlo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.release.Observation.Arm;
import dev.slipway.core.release.Observation.Measured;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules that can roll a candidate back, and what they say when they do. */
class GateTest {

    private static final ReleasePlan PLAN = plan(VERIFY, TENTH, HALF);
    private static final Duration SLOW = Duration.ofMillis(20);

    private static Reason rolledBack(ReleaseState state) {
        assertThat(Given.decide(state)).isInstanceOf(Verdict.RollBack.class);
        return Given.decide(state).reason();
    }

    @Test
    void i9AllGatesShareOneAlpha() {
        List<Gate> gates = Gate.of(withSlo(PLAN, 0.02));
        assertThat(gates).extracting(Gate::key).containsExactly("errors", "latency q50", "catastrophe", "slo");
        assertThat(Evidence.none().log(PLAN)).as("nothing seen: E is one").isEqualTo(0, within(1e-12));
        assertThat(Release.threshold(PLAN)).isEqualTo(Math.log(100), within(1e-12));
    }

    @Test
    void aLatencyGateIsNamedByItsQuantileExactly() {
        Map<Double, String> names = Map.of(
                0.5, "50", 0.95, "95", 0.29, "29", 0.07, "7", 0.999, "99.9", 0.9999, "99.99", 0.005, "0.5", 0.1, "10");
        names.forEach((quantile, name) ->
                assertThat(new Gate.Latency(quantile, 2).key()).isEqualTo("latency q" + name));
    }

    @Test
    void i8ErrorsNameTheCountsAndTheNumberThatDecided() {
        Reason reason = rolledBack(after(at(1, PLAN), 2, calls(540, 5), calls(60, 9)));
        assertThat(reason.rule()).isEqualTo("errors");
        assertThat(reason.text())
                .matches("the candidate fails more often than 1\\.25 times stable's odds: candidate 18 of 120 failed,"
                        + " stable 10 of 1080; log E \\d+\\.\\d\\d \\(errors alone \\d+\\.\\d\\d\\) reached"
                        + " ln\\(1/alpha\\) 4\\.61");
        assertThat(reason.threshold()).isEqualTo(Release.threshold(PLAN));
    }

    @Test
    void i8LatencyNamesItsThresholdAndQuantile() {
        Arm stable = new Measured(540, 0, 540, Map.of(SLOW, 250L));
        Arm candidate = new Measured(60, 0, 60, Map.of(SLOW, 60L));
        Reason reason = rolledBack(after(at(1, PLAN).withThresholds(Map.of(0.5, SLOW)), 8, stable, candidate));
        assertThat(reason.rule()).isEqualTo("latency q50");
        assertThat(reason.text())
                .startsWith(
                        "more of the candidate's calls are slower than 20ms, which is stable's q50 and the tolerance of a quarter or 5ms: candidate 0 of 480");
    }

    @Test
    void aBudgetIsHeldOverTheWholeReleaseEvenWhileItBakes() {
        ReleasePlan plan = withSlo(plan(VERIFY, ALL), 0.01);
        Reason reason = rolledBack(after(at(1, plan), 10, calls(0, 0), calls(100, 4)));
        assertThat(reason.rule()).isEqualTo("slo");
        assertThat(reason.text()).startsWith("the candidate fails more than its budget of 1%: candidate 40 of 1000");
    }

    @Test
    void asManyFailuresAsToleratedAreNoEvidence() {
        ReleaseState state = after(at(1, PLAN), 60, calls(5400, 27), calls(600, 3));
        assertThat(state.evidence().log(PLAN)).isLessThan(0.1);
    }

    @Test
    void whatIsToleratedMovesWhatIsLookedFor() {
        Gate.Errors lenient = new Gate.Errors(5);
        assertThat(lenient.ratios()).allSatisfy(ratio -> assertThat(ratio).isGreaterThan(5));
        assertThat(new Gate.Errors(1).ratios()).isEqualTo(Gate.Comparing.RATIOS);
        Sums sums = lenient.fold(lenient.mixture().none(), new Tally(900, 10), new Tally(100, 5));
        assertThat(lenient.mixture().log(sums)).isLessThan(0);
    }

    @Test
    void callsThatAreFineOnBothVersionsAreNoWindowOfAComparison() {
        Gate.Errors errors = new Gate.Errors(1.25);
        assertThat(errors.fold(errors.mixture().none(), new Tally(900, 0), new Tally(100, 0)))
                .isEqualTo(errors.mixture().none());
        assertThat(errors.fold(errors.mixture().none(), Tally.NONE, new Tally(100, 5)))
                .isEqualTo(errors.mixture().none());
    }

    @Test
    void aVersionThatTurnsBadAfterALongGoodTimeIsNoticedSoon() {
        ReleaseState good = after(at(1, PLAN), 600, calls(540, 5), calls(60, 0));
        ReleaseState bad = after(good, 5, calls(540, 5), calls(60, 6));
        assertThat(Given.decide(bad)).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void oneErrorAmongSeveralCallsSpeaksForNoRate() {
        assertThat(new Tally(2, 1).above(0.05)).isFalse();
        assertThat(new Tally(1, 1).above(0.05)).isTrue();
        assertThat(new Tally(20, 2).above(0.05)).isTrue();
        assertThat(new Tally(40, 2).above(0.05)).isFalse();
    }
}
