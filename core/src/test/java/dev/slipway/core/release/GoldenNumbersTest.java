package dev.slipway.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers that were computed independently of this code. */
class GoldenNumbersTest {

    private static final Offset<Double> CLOSE = within(5e-6);

    @Test
    void fiveOfTenErrorsOnATenthOfTheRequests() {
        assertThat(ConditionalTest.log(100, 900, 5, 10, 3, 1)).isEqualTo(3.681051, CLOSE);
        assertThat(ConditionalTest.log(100, 900, 5, 10, 10, 1)).isEqualTo(5.185056, CLOSE);
        assertThat(ConditionalTest.log(100, 900, 5, 10, 3, 1.25)).isEqualTo(2.812018, CLOSE);
    }

    @Test
    void twoOfTwoErrorsOnATenthOfTheRequests() {
        double log = ConditionalTest.log(10, 90, 2, 2, 10, 1);
        assertThat(log).isEqualTo(3.342071, CLOSE);
        assertThat(Math.exp(log)).isEqualTo(28.2776, within(5e-4));
    }

    @Test
    void trafficCheckOfATenth() {
        assertThat(TrafficCheck.log(900, 100, 0.1)).isEqualTo(-1.20660, within(5e-6));
        assertThat(TrafficCheck.log(880, 120, 0.1)).isEqualTo(0.64038, within(5e-6));
        assertThat(TrafficCheck.log(850, 150, 0.1)).isEqualTo(9.86712, within(5e-6));
    }

    @Test
    void catastropheOfAHalfAgainstATwentieth() {
        assertThat(Math.exp(RateTest.log(2, 2, 0.5, 0.05))).isEqualTo(100, within(1e-9));
        assertThat(Math.exp(RateTest.log(5, 3, 0.5, 0.05))).isEqualTo(277, within(0.5));
        assertThat(Math.exp(RateTest.log(10, 4, 0.5, 0.05))).isEqualTo(213, within(0.5));
    }

    @Test
    void requestsWithoutErrorThatProveABudget() {
        double needed = Math.log(1 / 0.05);
        assertThat(RateTest.log(298, 0, 0, 0.01)).isLessThan(needed);
        assertThat(RateTest.log(299, 0, 0, 0.01)).isGreaterThan(needed);
        assertThat(RateTest.log(2994, 0, 0, 0.001)).isEqualTo(needed, within(0.001));
    }

    @Test
    void theConditionalSumIsExactAgainstPlainEnumeration() {
        for (long stable = 0; stable <= 12; stable++) {
            for (long candidate = 0; candidate <= 12; candidate++) {
                for (long failures = 0; failures <= stable + candidate; failures++) {
                    for (double psi : new double[] {0.5, 1, 30}) {
                        double sum = 0;
                        for (long k = Math.max(0, failures - stable); k <= Math.min(candidate, failures); k++) {
                            sum += choose(candidate, k) * choose(stable, failures - k) * Math.pow(psi, (double) k);
                        }
                        assertThat(ConditionalTest.logSum(candidate, stable, failures, psi))
                                .as("%s of %s and %s, psi %s", failures, candidate, stable, psi)
                                .isEqualTo(Math.log(sum), within(1e-9));
                    }
                }
            }
        }
    }

    private static double choose(long n, long k) {
        double product = 1;
        for (long i = 1; i <= k; i++) {
            product = product * (n - k + i) / i;
        }
        return product;
    }
}
