package dev.slipway.core.release;

import static dev.slipway.core.release.Given.BAKE;
import static dev.slipway.core.release.Given.HALF;
import static dev.slipway.core.release.Given.MINUTE;
import static dev.slipway.core.release.Given.MORNING;
import static dev.slipway.core.release.Given.TENTH;
import static dev.slipway.core.release.Given.VERIFY;
import static dev.slipway.core.release.Given.after;
import static dev.slipway.core.release.Given.at;
import static dev.slipway.core.release.Given.because;
import static dev.slipway.core.release.Given.begun;
import static dev.slipway.core.release.Given.calls;
import static dev.slipway.core.release.Given.minute;
import static dev.slipway.core.release.Given.nothing;
import static dev.slipway.core.release.Given.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.release.Observation.Arm;
import dev.slipway.core.release.Observation.Measured;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How one window becomes evidence. */
class WatchTest {

    private static final ReleasePlan CANARY = plan(VERIFY, TENTH, HALF, BAKE);
    private static final Duration SLOW = Duration.ofMillis(20);

    private static Sums gate(ReleaseState state, String key) {
        return state.evidence().gates().getOrDefault(key, new Sums(java.util.List.of(), 0));
    }

    private static Arm timed(long requests, long slow) {
        return new Measured(requests, 0, requests, Map.of(SLOW, slow));
    }

    @Test
    void whatComparesTakesWindowsInWhichTheWeightsStoodStill() {
        ReleaseState half = Release.next(at(1, CANARY), new Verdict.Advance(because()), MORNING.plusSeconds(90));
        half = Release.applied(half, MORNING.plusSeconds(100), MINUTE);

        ReleaseState before = after(half, 1, calls(540, 2), calls(60, 1));
        assertThat(gate(before, "errors").windows()).isEqualTo(1);
        ReleaseState across = after(before, 1, calls(400, 2), calls(200, 1));
        assertThat(gate(across, "errors").windows()).isEqualTo(1);
        ReleaseState then = after(across, 1, calls(300, 2), calls(300, 1));
        assertThat(gate(then, "errors").windows()).isEqualTo(2);
        assertThat(then.evidence().candidate()).isEqualTo(new Tally(560, 3));
    }

    @Test
    void onlyWindowsOfTheStepItselfCountForItsTime() {
        ReleaseState half = Release.next(at(1, CANARY), new Verdict.Advance(because()), MORNING.plusSeconds(90));
        half = Release.applied(half, MORNING.plusSeconds(100), MINUTE);
        assertThat(after(half, 2, calls(540, 0), calls(60, 0)).progress().observed())
                .isEqualTo(Duration.ZERO);
        ReleaseState then = after(half, 3, calls(300, 1), calls(300, 0));
        assertThat(then.progress().observed()).isEqualTo(MINUTE);
        assertThat(then.progress().stable()).isEqualTo(new Tally(300, 1));
    }

    @Test
    void latencyWaitsTwoWindowsForEnvironmentsToWarmUp() {
        ReleaseState state = at(1, CANARY).withThresholds(Map.of(0.5, SLOW));
        ReleaseState warming = after(state, 2, timed(540, 200), timed(60, 60));
        assertThat(gate(warming, "latency q50").windows()).isZero();
        assertThat(gate(after(warming, 1, timed(540, 200), timed(60, 60)), "latency q50")
                        .windows())
                .isEqualTo(1);
    }

    @Test
    void latencyWithoutAThresholdIsNoEvidence() {
        assertThat(gate(after(at(1, CANARY), 5, timed(540, 200), timed(60, 60)), "latency q50")
                        .windows())
                .isZero();
    }

    @Test
    void noDataOfOneVersionIsNoEvidenceAndIsSaid() {
        ReleaseState seen = after(at(1, CANARY), 1, calls(540, 2), nothing());
        assertThat(seen.evidence().gates()).isEmpty();
        assertThat(seen.evidence().missing()).contains("no data of the candidate: the source sleeps");
        assertThat(after(seen, 1, calls(540, 2), calls(60, 1)).evidence().missing())
                .isEmpty();
    }

    @Test
    void callsOfTheCandidateWaitForStablesToBeJudgedTogether() {
        ReleaseState alone = after(at(1, CANARY), 1, calls(0, 0), calls(4, 4));
        assertThat(alone.evidence().waiting().candidate()).isEqualTo(new Tally(4, 4));
        assertThat(Given.decide(alone)).isInstanceOf(Verdict.Hold.class);

        ReleaseState outage = after(alone, 1, calls(20, 18), calls(2, 2));
        assertThat(Given.decide(outage).reason().rule()).isEqualTo("both");
        ReleaseState fault = after(alone, 1, calls(20, 0), calls(2, 2));
        assertThat(Given.decide(fault)).isInstanceOf(Verdict.RollBack.class);
        assertThat(fault.evidence().waiting().candidate()).isEqualTo(Tally.NONE);
    }

    @Test
    void anOutageOfBothIsForgottenSoonAfterItsEnd() {
        ReleaseState outage = after(at(1, CANARY), 5, calls(540, 400), calls(60, 45));
        assertThat(outage.evidence().both()).isPresent();
        ReleaseState over = after(outage, 2, calls(540, 1), calls(60, 0));
        assertThat(over.evidence().both()).isEmpty();
        ReleaseState fault = after(over, 1, calls(540, 1), calls(60, 40));
        assertThat(Given.decide(fault)).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void whileItBakesTheCandidateIsJudgedAlone() {
        ReleaseState bake = after(at(3, CANARY), 1, calls(0, 0), calls(20, 19));
        assertThat(Given.decide(bake).reason().rule()).isEqualTo("catastrophe");
    }

    @Test
    void aReleaseWithoutStableIsJudgedAlone() {
        ReleaseState first = ReleaseState.start(
                "digits-1",
                Given.DIGITS,
                plan(VERIFY, Given.ALL),
                java.util.Optional.empty(),
                Given.CANDIDATE,
                "ann",
                "",
                MORNING,
                java.util.List.of());
        ReleaseState serving = Release.applied(
                Release.next(first.withProof(), new Verdict.Advance(because()), MORNING), MORNING, MINUTE);
        ReleaseState seen = Release.observe(serving, minute(0, nothing(), calls(20, 19)));
        assertThat(Given.decide(seen)).isInstanceOf(Verdict.RollBack.class);
        assertThat(begun(CANARY).evidence().windows()).isZero();
        assertThat(seen.evidence().windows()).isEqualTo(1);
    }
}
