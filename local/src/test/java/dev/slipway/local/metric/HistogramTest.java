package dev.slipway.local.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static final long SEED = 20261124L;

    @Test
    void aQuantileIsWithinOnePercentOfTheExactOne() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 50; round++) {
            long[] values = random.longs(1000, 0, 1L << random.nextInt(2, 34)).toArray();
            Histogram histogram = of(values);
            Arrays.sort(values);
            for (double quantile : new double[] {0.01, 0.5, 0.95, 0.99}) {
                long exact = values[(int) Math.ceil(quantile * values.length) - 1];
                assertThat(histogram.quantile(quantile))
                        .as("seed %s round %s quantile %s", SEED, round, quantile)
                        .isBetween(exact, exact + exact / 100 + 1);
            }
        }
    }

    @Test
    void whatIsAboveAQuantileItAnsweredIsCountedExactly() {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] values = random.longs(5000, 0, 3_000_000).toArray();
        Histogram histogram = of(values);
        long median = histogram.quantile(0.5);
        long above = Arrays.stream(values).filter(value -> value > median).count();
        assertThat(histogram.above(median)).as("seed %s", SEED).isEqualTo(above);
    }

    @Test
    void theSumOfTwoHoldsTheValuesOfBoth() {
        Histogram sum = of(1, 200, 90_000);
        sum.add(of(5, 7_000_000));
        assertThat(sum.total()).isEqualTo(5);
        assertThat(sum.above(100)).isEqualTo(3);
        assertThat(sum.quantile(0.99)).isBetween(7_000_000L, 7_070_000L);
    }

    @Test
    void smallValuesAreExact() {
        assertThat(of(0).quantile(0.5)).isZero();
        assertThat(of(127).quantile(0.5)).isEqualTo(127);
        assertThat(of(128).quantile(0.5)).isEqualTo(128);
        assertThat(of(129).quantile(0.5)).isEqualTo(129);
    }

    private static Histogram of(long... micros) {
        Histogram histogram = new Histogram();
        for (long each : micros) {
            histogram.add(each);
        }
        return histogram;
    }
}
