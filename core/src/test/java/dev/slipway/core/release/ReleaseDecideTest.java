package dev.slipway.core.release;

import static dev.slipway.core.release.Given.ALL;
import static dev.slipway.core.release.Given.BAKE;
import static dev.slipway.core.release.Given.HALF;
import static dev.slipway.core.release.Given.MORNING;
import static dev.slipway.core.release.Given.TENTH;
import static dev.slipway.core.release.Given.VERIFY;
import static dev.slipway.core.release.Given.after;
import static dev.slipway.core.release.Given.at;
import static dev.slipway.core.release.Given.because;
import static dev.slipway.core.release.Given.begun;
import static dev.slipway.core.release.Given.calls;
import static dev.slipway.core.release.Given.decide;
import static dev.slipway.core.release.Given.minute;
import static dev.slipway.core.release.Given.nothing;
import static dev.slipway.core.release.Given.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code decide} says at each kind of step, in each status. */
class ReleaseDecideTest {

    private static final ReleasePlan CANARY = plan(VERIFY, TENTH, HALF, BAKE);
    private static final Alarms FIRING = new Alarms(List.of("business"), List.of());
    private static final Alarms UNKNOWN = new Alarms(List.of(), List.of("business"));

    @Test
    void aVerifyStepHoldsUntilSomebodyProvesTheVersion() {
        assertThat(decide(begun(CANARY))).isInstanceOf(Verdict.Hold.class);
        assertThat(decide(begun(CANARY)).reason().text()).isEqualTo("version 2 is being proven");
    }

    @Test
    void anAskStepAsksAndNamesWho() {
        Verdict verdict = decide(at(1, plan(VERIFY, new Step.Ask(List.of("team-ml", "ann")), TENTH))
                .withProof());
        assertThat(verdict).isInstanceOf(Verdict.Ask.class);
        assertThat(verdict.reason().text()).isEqualTo("waits for the approval of team-ml or ann");
        assertThat(decide(at(1, plan(VERIFY, new Step.Ask(List.of())))).reason().text())
                .isEqualTo("waits for somebody's approval");
    }

    @Test
    void aShiftStepHoldsUntilItsTimeIsMeasuredThenAdvances() {
        ReleaseState oneMinute = after(at(1, CANARY), 1, calls(540, 3), calls(60, 0));
        assertThat(decide(oneMinute)).isInstanceOf(Verdict.Hold.class);
        assertThat(decide(oneMinute).reason().text()).isEqualTo("1m of at least 2m measured");

        Verdict verdict = decide(after(oneMinute, 1, calls(540, 3), calls(60, 0)));
        assertThat(verdict).isInstanceOf(Verdict.Advance.class);
        assertThat(verdict.reason().text()).startsWith("nothing speaks against the candidate: log E ");
    }

    @Test
    void theLastStepPromotes() {
        assertThat(decide(after(at(3, CANARY), 5, calls(0, 0), calls(600, 1)))).isInstanceOf(Verdict.Promote.class);
        assertThat(decide(after(at(1, plan(VERIFY, ALL)), 2, calls(0, 0), calls(60, 0))))
                .isInstanceOf(Verdict.Promote.class);
    }

    @Test
    void aBakeHoldsUntilItsTimeIsMeasured() {
        assertThat(decide(after(at(3, CANARY), 4, calls(0, 0), calls(600, 1)))).isInstanceOf(Verdict.Hold.class);
    }

    @Test
    void stepsWithoutEngineHold() {
        assertThat(decide(at(1, plan(VERIFY, new Step.Shadow(Duration.ofMinutes(1)), TENTH))))
                .isInstanceOf(Verdict.Hold.class);
        assertThat(decide(at(1, plan(VERIFY, new Step.Bandit(Duration.ofMinutes(1)), TENTH))))
                .isInstanceOf(Verdict.Hold.class);
    }

    @Test
    void enoughEvidenceRollsBackAtEveryStepThatHasTraffic() {
        for (int step = 1; step <= 2; step++) {
            Verdict verdict = decide(after(at(step, CANARY), 1, calls(500, 2), calls(100, 30)));
            assertThat(verdict).as("step %s", step).isInstanceOf(Verdict.RollBack.class);
            assertThat(verdict.reason().number())
                    .isGreaterThanOrEqualTo(verdict.reason().threshold());
        }
        Verdict baking = decide(after(at(3, CANARY), 1, calls(0, 0), calls(100, 60)));
        assertThat(baking).isInstanceOf(Verdict.RollBack.class);
        assertThat(baking.reason().rule()).isEqualTo("catastrophe");
    }

    @Test
    void anAlarmRollsBackAtOnceEvenBeforeTheProof() {
        Verdict verdict = Release.decide(begun(CANARY), MORNING, FIRING);
        assertThat(verdict).isInstanceOf(Verdict.RollBack.class);
        assertThat(verdict.reason().text()).isEqualTo("alarm business fires (alarms stand outside alpha)");
    }

    @Test
    void anAlarmOfWhichNothingIsKnownHolds() {
        ReleaseState good = after(at(1, CANARY), 2, calls(540, 3), calls(60, 0));
        Verdict verdict = Release.decide(good, MORNING.plusSeconds(120), UNKNOWN);
        assertThat(verdict).isInstanceOf(Verdict.Hold.class);
        assertThat(verdict.reason().text()).isEqualTo("nothing is known of alarm business");
    }

    @Test
    void aPausedReleaseHoldsWithWhoAndWhyButIsRolledBackAllTheSame() {
        Status paused = new Status.Paused("ben", "lunch", MORNING);
        ReleaseState good = after(at(1, CANARY), 2, calls(540, 3), calls(60, 0)).withStatus(paused, because());
        assertThat(decide(good)).isInstanceOf(Verdict.Hold.class);
        assertThat(decide(good).reason().text()).isEqualTo("paused by ben: lunch");

        ReleaseState bad = after(at(1, CANARY), 2, calls(540, 3), calls(60, 30)).withStatus(paused, because());
        assertThat(decide(bad)).isInstanceOf(Verdict.RollBack.class);
    }

    @Test
    void whoWaitsForApprovalIsNotCarriedOnByEvidence() {
        Status waiting = new Status.Waiting(Status.Need.APPROVAL, because(), MORNING);
        ReleaseState good = after(at(1, CANARY), 2, calls(540, 3), calls(60, 0)).withStatus(waiting, because());
        assertThat(decide(good)).isInstanceOf(Verdict.Ask.class);
        assertThat(Release.changes(good, decide(good))).isFalse();
    }

    @Test
    void whoWaitsForEvidenceGoesOnOnceItIsThere() {
        Status waiting = new Status.Waiting(Status.Need.EVIDENCE, because(), MORNING);
        ReleaseState good = after(at(1, CANARY), 2, calls(540, 3), calls(60, 0)).withStatus(waiting, because());
        assertThat(decide(good)).isInstanceOf(Verdict.Advance.class);
    }

    @Test
    void aStepsTimeThatIsOverIsDecidedByThePlan() {
        assertThat(overdue(OnInconclusive.HOLD, calls(9, 0))).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(overdue(OnInconclusive.ASK, calls(9, 0))).isInstanceOf(Verdict.Ask.class);
        assertThat(overdue(OnInconclusive.ROLL_BACK, calls(9, 0))).isInstanceOf(Verdict.RollBack.class);
        assertThat(overdue(OnInconclusive.PROMOTE, calls(9, 0))).isInstanceOf(Verdict.Promote.class);
        assertThat(overdue(OnInconclusive.HOLD, calls(9, 0)).reason().text())
                .isEqualTo("nothing decided within 1h: 1m of at least 2m measured");
    }

    @Test
    void promoteOnInconclusiveStillNeedsThatTheCandidateWasSeenAndNothingIsWrong() {
        assertThat(overdue(OnInconclusive.PROMOTE, calls(0, 0))).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(overdue(OnInconclusive.PROMOTE, nothing())).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(overdue(OnInconclusive.PROMOTE, calls(9, 3))).isInstanceOf(Verdict.Inconclusive.class);
    }

    private static Verdict overdue(OnInconclusive policy, Observation.Arm candidate) {
        ReleasePlan plan = plan(Advance.NO_EVIDENCE_AGAINST, policy, VERIFY, TENTH, HALF);
        ReleaseState state = Release.observe(at(1, plan), minute(0, calls(81, 0), candidate));
        return Release.decide(state, MORNING.plus(Duration.ofHours(1)), Alarms.QUIET);
    }

    @Test
    void aBakeIsInconclusiveAfterFourTimesItsLength() {
        ReleaseState unseen = after(at(3, CANARY), 20, nothing(), nothing());
        assertThat(Release.decide(unseen, MORNING.plus(Duration.ofMinutes(19)), Alarms.QUIET))
                .isInstanceOf(Verdict.Hold.class);
        assertThat(Release.decide(unseen, MORNING.plus(Duration.ofMinutes(20)), Alarms.QUIET))
                .isInstanceOf(Verdict.Inconclusive.class);
    }

    @Test
    void aWindowCountsOnce() {
        ReleaseState state = after(at(1, CANARY), 2, calls(540, 3), calls(60, 0));
        assertThatThrownBy(() -> Release.observe(state, minute(1, calls(540, 3), calls(60, 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("each counts once");
    }

    @Test
    void aVerdictChangesSomethingUnlessItIsAHoldOrTheWaitingIsKnown() {
        ReleaseState running = at(1, CANARY);
        ReleaseState asked =
                running.withStatus(new Status.Waiting(Status.Need.APPROVAL, because(), MORNING), because());
        assertThat(Release.changes(running, new Verdict.Hold(because()))).isFalse();
        assertThat(Release.changes(running, new Verdict.Ask(because()))).isTrue();
        assertThat(Release.changes(asked, new Verdict.Ask(because()))).isFalse();
        assertThat(Release.changes(asked, new Verdict.Inconclusive(because()))).isTrue();
        assertThat(Release.changes(running, new Verdict.Advance(because()))).isTrue();
    }
}
