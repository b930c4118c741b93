package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalvesTest {

    private static final int INFINITY = 0x7C00;

    @Test
    void everyTieAndItsNeighboursRoundOnceAndToEven() {
        for (int bits = 0; bits < INFINITY - 1; bits++) {
            double low = Float.float16ToFloat((short) bits);
            double high = Float.float16ToFloat((short) (bits + 1));
            double tie = (low + high) / 2;
            int even = bits % 2 == 0 ? bits : bits + 1;

            assertThat(Halves.of(low)).isEqualTo((short) bits);
            assertThat(Halves.of(tie)).isEqualTo((short) even);
            assertThat(Halves.of(Math.nextDown(tie))).isEqualTo((short) bits);
            assertThat(Halves.of(Math.nextUp(tie))).isEqualTo((short) (bits + 1));
            assertThat(Halves.of(-Math.nextUp(tie))).isEqualTo((short) ((bits + 1) | 0x8000));
        }
    }

    @Test
    void theLargestIsReachedFromBelowTheMiddleToInfinity() {
        assertThat(Halves.of(65504)).isEqualTo((short) 0x7BFF);
        assertThat(Halves.of(Math.nextDown(65520.0))).isEqualTo((short) 0x7BFF);
        assertThat(Halves.of(65520)).isEqualTo((short) INFINITY);
        assertThat(Halves.of(Double.MAX_VALUE)).isEqualTo((short) INFINITY);
        assertThat(Halves.of(-0.0)).isEqualTo((short) 0x8000);
        assertThat(Halves.of(Double.MIN_VALUE)).isEqualTo((short) 0);
    }
}
