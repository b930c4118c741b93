package dev.slipway.packager.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {

    private static final long SEED = 20_261_125;
    private static final int PARTS = 128;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void upToABufferFullTheQuantilesAreExact() {
        QuantileSketch sketch = new QuantileSketch();
        double[] numbers = added(sketch, 1023, random::nextDouble);

        assertThat(sketch.rankError()).isZero();
        assertThat(sketch.quantiles(2)).containsExactly(numbers[0], numbers[511], numbers[1022]);
    }

    @Test
    void ranksAreNeverFurtherOffThanItSays() {
        List<DoubleSupplier> streams = List.of(
                random::nextDouble,
                () -> Math.floor(random.nextDouble() * 100),
                () -> -Math.log(1 - random.nextDouble()),
                counter(1),
                counter(-1));
        for (int i = 0; i < streams.size(); i++) {
            for (int count : List.of(1_024, 2_049, 10_000, 100_003, 400_000)) {
                QuantileSketch sketch = new QuantileSketch();
                double[] sorted = added(sketch, count, streams.get(i));
                double[] quantiles = sketch.quantiles(PARTS);
                for (int part = 0; part <= PARTS; part++) {
                    double rank = Math.max(1, Math.ceil((double) count * part / PARTS));
                    double off = Math.max(
                            Math.max(0, atMost(sorted, quantiles[part], false) + 1 - rank),
                            Math.max(0, rank - atMost(sorted, quantiles[part], true)));
                    assertThat(off / count)
                            .as("seed %d, stream %d, count %d, part %d", SEED, i, count, part)
                            .isLessThanOrEqualTo(sketch.rankError() + 1e-12);
                }
                assertThat(sketch.rankError()).isLessThan(0.006);
            }
        }
    }

    @Test
    void theSameStreamGivesTheSameQuantiles() {
        QuantileSketch one = new QuantileSketch();
        QuantileSketch other = new QuantileSketch();
        for (int i = 0; i < 50_000; i++) {
            double number = random.nextDouble();
            one.add(number);
            other.add(number);
        }
        assertThat(one.quantiles(PARTS)).isEqualTo(other.quantiles(PARTS));
    }

    private static DoubleSupplier counter(int step) {
        double[] last = {0};
        return () -> last[0] += step;
    }

    private static double[] added(QuantileSketch sketch, int count, DoubleSupplier numbers) {
        double[] all = new double[count];
        for (int i = 0; i < count; i++) {
            all[i] = numbers.getAsDouble();
            sketch.add(all[i]);
        }
        Arrays.sort(all);
        return all;
    }

    /** How many are below a number, or at most it. */
    private static int atMost(double[] sorted, double number, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < number || (orEqual && sorted[middle] == number)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
