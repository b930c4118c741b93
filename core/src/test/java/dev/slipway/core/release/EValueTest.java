package dev.slipway.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * I9 rests on this: under the null an e-value's expectation is at most one. Here it is computed exactly, by summing over
 * everything that can happen in a window.
 */
class EValueTest {

    private static final long SEED = 20261124;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    /** E[e] of psi against psi0, where the true odds ratio is {@code truth}. */
    private static double expectation(
            long candidate, long stable, long failures, double psi, double psi0, double truth) {
        double whole = ConditionalTest.logSum(candidate, stable, failures, truth);
        double sum = 0;
        for (long a = Math.max(0, failures - stable); a <= Math.min(candidate, failures); a++) {
            double probability =
                    Math.exp(logChoose(candidate, a) + logChoose(stable, failures - a) + a * Math.log(truth) - whole);
            sum += probability * Math.exp(ConditionalTest.log(candidate, stable, a, failures, psi, psi0));
        }
        return sum;
    }

    private static double logChoose(long n, long k) {
        double log = 0;
        for (long i = 1; i <= k; i++) {
            log += Math.log((double) (n - k + i)) - Math.log((double) i);
        }
        return log;
    }

    @Test
    void i9TheExpectationIsOneAtTheToleratedOddsAndLessBelowIt() {
        for (int i = 0; i < 300; i++) {
            long candidate = random.nextLong(1, 400);
            long stable = random.nextLong(1, 4000);
            long failures = random.nextLong(1, Math.min(60, candidate + stable) + 1);
            double tolerate = 1 + random.nextDouble();
            double psi = tolerate * (1.2 + 10 * random.nextDouble());
            String place = "seed " + SEED + ", draw " + i;
            assertThat(expectation(candidate, stable, failures, psi, tolerate, tolerate))
                    .as(place)
                    .isEqualTo(1, within(1e-9));
            assertThat(expectation(candidate, stable, failures, psi, tolerate, tolerate * random.nextDouble()))
                    .as(place)
                    .isLessThanOrEqualTo(1 + 1e-9);
            assertThat(expectation(candidate, stable, failures, psi, tolerate, psi))
                    .as(place)
                    .isGreaterThanOrEqualTo(1 - 1e-9);
        }
    }

    @Test
    void theProofsExpectationIsOneWhereTheCandidateIsThreeTimesAsBad() {
        for (double psi : NoWorse.RATIOS) {
            assertThat(expectation(120, 880, 14, psi, NoWorse.BAD, NoWorse.BAD)).isEqualTo(1, within(1e-9));
            assertThat(expectation(120, 880, 14, psi, NoWorse.BAD, 5)).isLessThan(1);
        }
    }

    @Test
    void aRatesExpectationIsOneAtItsLimit() {
        double limit = 0.05;
        double sum = 0;
        for (long errors = 0; errors <= 40; errors++) {
            double probability =
                    Math.exp(logChoose(40, errors) + errors * Math.log(limit) + (40 - errors) * Math.log(1 - limit));
            sum += probability * Math.exp(RateTest.log(40, errors, 0.5, limit));
        }
        assertThat(sum).isEqualTo(1, within(1e-9));
    }

    @Test
    void theRecursionOfTheMixtureIsItsDefinition() {
        List<Double> shares = List.of(0.5, 0.3, 0.2);
        Mixture mixture = new Mixture(shares, 0.8);
        List<List<Double>> windows = new ArrayList<>();
        Sums sums = mixture.none();
        assertThat(mixture.log(sums)).isEqualTo(0, within(1e-12));
        for (int t = 1; t <= 30; t++) {
            List<Double> logs = random.doubles(3, -2, 2).boxed().toList();
            windows.add(logs);
            sums = mixture.fold(sums, logs);
            assertThat(mixture.log(sums))
                    .as("seed %s, window %s", SEED, t)
                    .isEqualTo(Math.log(byDefinition(shares, windows)), within(1e-9));
        }
    }

    private static double byDefinition(List<Double> shares, List<List<Double>> windows) {
        double whole = 0;
        for (int j = 0; j < shares.size(); j++) {
            double begun = 0;
            for (int s = 1; s <= windows.size(); s++) {
                double product = s == 1 ? 0.8 : 0.2 / ((double) s * (s - 1));
                for (int t = s; t <= windows.size(); t++) {
                    product *= Math.exp(windows.get(t - 1).get(j));
                }
                begun += product;
            }
            whole += shares.get(j) * (begun + 0.2 / windows.size());
        }
        return whole;
    }

    @Test
    void whatIsImpossibleUnderOneAlternativeLeavesTheOthers() {
        Mixture mixture = Mixture.even(2, 0.8);
        Sums sums = mixture.fold(mixture.none(), List.of(Double.NEGATIVE_INFINITY, Math.log(2)));
        assertThat(mixture.log(sums)).isEqualTo(Math.log(0.5 * 0.2 + 0.5 * (0.8 * 2 + 0.2)), within(1e-9));
        assertThat(sums.logs()).allSatisfy(log -> assertThat(log).isFinite());
    }

    @Test
    void manyCallsNeitherOverflowNorTakeLong() {
        double log = ConditionalTest.log(10_000_000, 90_000_000, 1_200_000, 10_000_000, 3, 1.25);
        assertThat(log).isFinite().isNegative();
        assertThat(ConditionalTest.log(10_000_000, 90_000_000, 9_000_000, 10_000_000, 3, 1.25))
                .isFinite()
                .isPositive();
    }
}
