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
import static dev.slipway.core.release.Given.nothing;
import static dev.slipway.core.release.Given.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step needs to be passed. */
class PassingTest {

    private static final ReleasePlan PATIENT = plan(VERIFY, TENTH, HALF, BAKE);
    private static final ReleasePlan PROVING = plan(Advance.PROOF, OnInconclusive.HOLD, VERIFY, TENTH, HALF, BAKE);

    private static Passing of(ReleaseState state) {
        return Passing.of(state, Alarms.QUIET, Duration.ofMinutes(2), 20);
    }

    private static Reason missing(ReleaseState state) {
        Passing passing = of(state);
        assertThat(passing).isInstanceOf(Passing.NotYet.class);
        return ((Passing.NotYet) passing).reason();
    }

    @Test
    void weightsThatAreNotOnTheRouterYetPassNothing() {
        ReleaseState entered = Release.next(begun(PATIENT).withProof(), new Verdict.Advance(because()), MORNING);
        assertThat(missing(entered).rule()).isEqualTo("weights");
    }

    @Test
    void i2MissingDataPassesNothing() {
        ReleaseState unseen = after(at(1, PATIENT), 3, calls(500, 0), calls(60, 0));
        ReleaseState noCandidate = after(unseen, 1, calls(500, 0), nothing());
        ReleaseState noStable = after(unseen, 1, nothing(), calls(60, 0));
        assertThat(of(unseen)).isInstanceOf(Passing.Passed.class);
        assertThat(missing(noCandidate).text()).isEqualTo("no data of the candidate: the source sleeps");
        assertThat(missing(noStable).text()).isEqualTo("no data of stable: the source sleeps");
    }

    @Test
    void minutesWithoutDataAreNotMeasuredTime() {
        ReleaseState gaps = after(at(1, PATIENT), 5, nothing(), calls(60, 0));
        ReleaseState seen = after(gaps, 1, calls(500, 0), calls(60, 0));
        assertThat(missing(seen).text()).isEqualTo("1m of at least 2m measured");
    }

    @Test
    void stableNeedsNoDataWhileTheCandidateBakes() {
        assertThat(of(after(at(3, PATIENT), 3, nothing(), calls(60, 0)))).isInstanceOf(Passing.Passed.class);
    }

    @Test
    void tooFewRequestsPassNothing() {
        Reason reason = missing(after(at(1, PATIENT), 3, calls(50, 0), calls(6, 0)));
        assertThat(reason.text())
                .isEqualTo("the candidate had 18 of at least 20 requests in 3m at 10% of the traffic; it waits for more"
                        + " of them, or for a person to promote or roll back");
        assertThat(reason.number()).isEqualTo(18);
        assertThat(reason.threshold()).isEqualTo(20);
    }

    @Test
    void i2AWeightNeverRisesWithoutASingleRequestEvenWhereThePlanAsksForNone() {
        ReleaseState silent = after(at(1, PATIENT), 3, calls(500, 0), calls(0, 0));
        assertThat(Passing.of(silent, Alarms.QUIET, Duration.ofMinutes(2), 0)).isInstanceOf(Passing.NotYet.class);
        ReleaseState last = after(at(3, PATIENT), 3, calls(0, 0), calls(0, 0));
        assertThat(Passing.of(last, Alarms.QUIET, Duration.ofMinutes(2), 0)).isInstanceOf(Passing.Passed.class);
    }

    @Test
    void i2EvidenceHalfWayToARollBackPassesNothing() {
        ReleaseState doubtful = after(at(1, PATIENT), 2, calls(540, 3), calls(60, 3));
        double halfway = Release.threshold(PATIENT) / 2;
        assertThat(doubtful.evidence().log(PATIENT)).isBetween(halfway, 2 * halfway);
        assertThat(missing(doubtful).text()).contains("half-way to a roll-back or more");
        assertThat(missing(doubtful).threshold()).isEqualTo(halfway);
    }

    @Test
    void trafficThatDoesNotFollowTheWeightsPassesNothing() {
        Reason reason = missing(after(at(1, PATIENT), 3, calls(500, 0), calls(500, 0)));
        assertThat(reason.rule()).isEqualTo("traffic");
        assertThat(reason.text())
                .isEqualTo("the routing is broken: of 3000 requests the candidate had 1500, its weight is 10%");
    }

    @Test
    void anOutageOfBothPassesNothingAndNamesBoth() {
        ReleaseState outage = after(at(1, PATIENT), 3, calls(540, 400), calls(60, 45));
        assertThat(missing(outage).text())
                .isEqualTo("both versions fail more than 5% of their calls: stable 1 400 of 540, candidate 2 45 of 60");
    }

    @Test
    void proofNeedsMoreThanSilence() {
        ReleaseState little = after(at(1, PROVING), 3, calls(540, 0), calls(60, 0));
        assertThat(missing(little).text())
                .startsWith("log E against \"at least 1% of its calls fail\": ")
                .endsWith(" of 3.00 needed");
        ReleaseState much = after(little, 5, calls(540, 0), calls(60, 0));
        assertThat(of(much)).isInstanceOf(Passing.Passed.class);
        assertThat(((Passing.Passed) of(much)).reason().text()).contains(" reached 3.00 needed");
    }

    @Test
    void aBakeAfterProofNeedsNoProofOfItsOwn() {
        Passing passing = of(after(at(3, PROVING), 2, calls(0, 0), calls(60, 0)));
        assertThat(((Passing.Passed) passing).reason().text())
                .isEqualTo("nothing speaks against the proven candidate while it baked");
    }

    @Test
    void aBakeThatNobodyCalledSaysThatNothingWasSeen() {
        ReleaseState unseen = after(at(3, PATIENT), 3, nothing(), calls(0, 0));
        Passing passing = Passing.of(unseen, Alarms.QUIET, Duration.ofMinutes(2), 0);
        assertThat(((Passing.Passed) passing).reason().text())
                .startsWith("no call came in this step, so nothing was seen of the candidate in it")
                .endsWith(" after 0 requests");
    }

    @Test
    void anUnknownAlarmPassesNothing() {
        ReleaseState good = after(at(1, PATIENT), 3, calls(500, 0), calls(60, 0));
        assertThat(Passing.of(good, new Alarms(List.of(), List.of("business")), MINUTE, 20))
                .isInstanceOf(Passing.NotYet.class);
    }
}
