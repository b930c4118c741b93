package dev.slipway.core.release;

import static dev.slipway.core.release.Given.HALF;
import static dev.slipway.core.release.Given.TENTH;
import static dev.slipway.core.release.Given.VERIFY;
import static dev.slipway.core.release.Given.plan;
import static dev.slipway.core.release.Given.withSlo;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The proof that a candidate may go on. */
class NoWorseTest {

    private static final ReleasePlan PLAN = plan(VERIFY, TENTH, HALF);

    private static NoWorse.Proof minutes(int count, ReleasePlan plan, Tally stable, Tally candidate) {
        NoWorse.Proof proof = NoWorse.Proof.none();
        for (int i = 0; i < count; i++) {
            proof = NoWorse.fold(plan, proof, stable, candidate);
        }
        return proof;
    }

    private static double best(ReleasePlan plan, NoWorse.Proof proof) {
        return proof.reasons(plan).getFirst().number();
    }

    @Test
    void withoutErrorAboutThreeHundredRequestsProveTheBudgetOfOnePercent() {
        assertThat(best(PLAN, minutes(30, PLAN, Tally.NONE, new Tally(10, 0)))).isLessThan(3.0);
        assertThat(best(PLAN, minutes(35, PLAN, Tally.NONE, new Tally(10, 0)))).isGreaterThan(3.0);
    }

    @Test
    void aStricterBudgetNeedsMoreRequests() {
        ReleasePlan strict = withSlo(PLAN, 0.001);
        NoWorse.Proof proof = minutes(35, strict, Tally.NONE, new Tally(10, 0));
        assertThat(best(strict, proof)).isLessThan(1.0);
        assertThat(proof.reasons(strict).getFirst().text()).contains("at least 0.1% of its calls fail");
    }

    @Test
    void withoutErrorTheRelativeProofStaysAtNothing() {
        NoWorse.Proof proof = minutes(100, PLAN, new Tally(900, 0), new Tally(100, 0));
        assertThat(proof.relative()).isEqualTo(NoWorse.Proof.none().relative());
    }

    @Test
    void asManyErrorsAsStableProveNoWorseWhereTheBudgetIsBroken() {
        NoWorse.Proof proof = minutes(40, PLAN, new Tally(900, 45), new Tally(100, 5));
        assertThat(proof.reasons(PLAN).getFirst().text()).contains("fails 3.0 times as often as stable");
        assertThat(best(PLAN, proof)).isGreaterThan(3.0);
    }

    @Test
    void threeTimesTheErrorsProveNothing() {
        assertThat(best(PLAN, minutes(40, PLAN, new Tally(900, 45), new Tally(100, 15))))
                .isLessThan(0);
    }

    @Test
    void aWindowWithoutCallsLeavesTheProofAsItIs() {
        NoWorse.Proof proof = minutes(1, PLAN, new Tally(900, 1), Tally.NONE);
        assertThat(proof).isEqualTo(NoWorse.Proof.none());
    }
}
