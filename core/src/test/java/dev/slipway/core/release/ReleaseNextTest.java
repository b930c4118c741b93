package dev.slipway.core.release;

import static dev.slipway.core.release.Given.BAKE;
import static dev.slipway.core.release.Given.CANDIDATE;
import static dev.slipway.core.release.Given.DIGITS;
import static dev.slipway.core.release.Given.HALF;
import static dev.slipway.core.release.Given.MINUTE;
import static dev.slipway.core.release.Given.MORNING;
import static dev.slipway.core.release.Given.TENTH;
import static dev.slipway.core.release.Given.VERIFY;
import static dev.slipway.core.release.Given.at;
import static dev.slipway.core.release.Given.because;
import static dev.slipway.core.release.Given.begun;
import static dev.slipway.core.release.Given.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Weights;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The state after a verdict, and the weights that follow from it. */
class ReleaseNextTest {

    private static final ReleasePlan CANARY = plan(VERIFY, TENTH, new Step.Ask(List.of()), HALF, BAKE);

    @Test
    void anAdvanceEntersTheNextStepWithTheStepBeforeStillOnTheRouter() {
        ReleaseState next = Release.next(at(1, CANARY), new Verdict.Advance(because()), MORNING.plusSeconds(9));
        assertThat(next.progress().step()).isEqualTo(2);
        assertThat(next.progress().entered()).isEqualTo(MORNING.plusSeconds(9));
        assertThat(next.progress().applied()).isEmpty();
        assertThat(next.progress().before()).contains(MORNING);
        assertThat(next.reason()).isEqualTo(because());
    }

    @Test
    void anAdvanceResumesAReleaseThatWaited() {
        ReleaseState waiting = Release.next(at(2, CANARY), new Verdict.Ask(because()), MORNING);
        assertThat(waiting.status()).isInstanceOf(Status.Waiting.class);
        assertThat(Release.next(waiting, new Verdict.Advance(because()), MORNING)
                        .status())
                .isInstanceOf(Status.Running.class);
    }

    @Test
    void waitingBeginsOnce() {
        ReleaseState first = Release.next(at(1, CANARY), new Verdict.Inconclusive(because()), MORNING);
        ReleaseState second = Release.next(first, new Verdict.Inconclusive(because()), MORNING.plusSeconds(60));
        assertThat(second.status()).isEqualTo(first.status());
    }

    @Test
    void i3AReleaseThatHasEndedTakesNoVerdictAnyMore() {
        for (Verdict end : List.of(new Verdict.Promote(because()), new Verdict.RollBack(because()))) {
            ReleaseState ended = Release.next(at(1, CANARY), end, MORNING);
            for (Verdict verdict : List.<Verdict>of(
                    new Verdict.Advance(because()),
                    new Verdict.Hold(because()),
                    new Verdict.Ask(because()),
                    new Verdict.Inconclusive(because()),
                    new Verdict.RollBack(because()),
                    new Verdict.Promote(because()))) {
                assertThatThrownBy(() -> Release.next(ended, verdict, MORNING))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageEndingWith("for good");
            }
            assertThat(Release.decide(ended, MORNING, new Alarms(List.of("business"), List.of())))
                    .isInstanceOf(Verdict.Hold.class);
        }
    }

    @Test
    void i4NoVerdictGivesTrafficToAVersionThatIsNotProven() {
        ReleaseState unproven = begun(CANARY);
        assertThatThrownBy(() -> Release.next(unproven, new Verdict.Advance(because()), MORNING))
                .hasMessageContaining("has not passed its proof");
        assertThatThrownBy(() -> Release.next(unproven, new Verdict.Promote(because()), MORNING))
                .hasMessageContaining("has not passed its proof");
        assertThat(Release.next(unproven.withProof(), new Verdict.Advance(because()), MORNING)
                        .candidateServes())
                .isTrue();
    }

    @Test
    void i4AnUnprovenVersionMayStillBeAskedAbout() {
        ReleaseState asked = Release.next(
                begun(plan(VERIFY, new Step.Ask(List.of()), TENTH)), new Verdict.Advance(because()), MORNING);
        assertThat(asked.candidateServes()).isFalse();
    }

    @Test
    void weightsFollowFromTheStepAndTheStatus() {
        assertThat(begun(CANARY).weights()).contains(Weights.only("1"));
        assertThat(at(1, CANARY).weights()).contains(Weights.split("1", "2", new BigDecimal("0.1")));
        assertThat(at(2, CANARY).weights()).contains(Weights.split("1", "2", new BigDecimal("0.1")));
        assertThat(at(3, CANARY).weights()).contains(Weights.split("1", "2", new BigDecimal("0.5")));
        assertThat(at(4, CANARY).weights()).contains(Weights.only("2"));
        assertThat(Release.next(at(3, CANARY), new Verdict.RollBack(because()), MORNING)
                        .weights())
                .contains(Weights.only("1"));
        assertThat(Release.next(at(3, CANARY), new Verdict.Promote(because()), MORNING)
                        .weights())
                .contains(Weights.only("2"));
    }

    @Test
    void theFirstVersionOfANameHasNoWeightsBeforeItsProof() {
        ReleaseState first = ReleaseState.start(
                "digits-1", DIGITS, plan(VERIFY), Optional.empty(), CANDIDATE, "ann", "", MORNING, List.of());
        assertThat(first.weights()).isEmpty();
        assertThat(Release.next(first, new Verdict.RollBack(because()), MORNING).weights())
                .isEmpty();
        assertThat(Release.next(first.withProof(), new Verdict.Promote(because()), MORNING)
                        .weights())
                .contains(Weights.only("2"));
    }

    @Test
    void theFirstWindowThatIsObservedIsTheOneInWhichTheCandidateGotTraffic() {
        ReleaseState entered = Release.next(begun(CANARY).withProof(), new Verdict.Advance(because()), MORNING);
        assertThat(entered.observedUntil()).isEmpty();
        ReleaseState applied = Release.applied(entered, MORNING.plusSeconds(75), MINUTE);
        assertThat(applied.observedUntil()).contains(MORNING.plusSeconds(60));
        assertThat(applied.progress().applied()).contains(MORNING.plusSeconds(75));
        assertThat(Release.applied(applied, MORNING.plusSeconds(99), MINUTE)).isEqualTo(applied);
    }

    @Test
    void aVerifyStepObservesNothing() {
        assertThat(Release.applied(begun(CANARY), MORNING, MINUTE).observedUntil())
                .isEmpty();
    }
}
