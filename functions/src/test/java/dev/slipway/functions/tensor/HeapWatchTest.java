package dev.slipway.functions.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapWatchTest {

    private static final int LARGE = 1 << 20;
    private static final long BUDGET = 100;

    private long used;
    private long alive;
    private int collections;
    private final HeapWatch watch = new HeapWatch(BUDGET, () -> used, this::collect);

    private void collect() {
        collections++;
        used = alive;
    }

    private int collectionsAt(long held) {
        used = held;
        watch.met(LARGE);
        return collections;
    }

    @Test
    void aHeapWithinItsBudgetIsLeftAlone() {
        assertThat(collectionsAt(BUDGET)).isZero();
    }

    @Test
    void aHeapOverItsBudgetIsCollectedEachTime() {
        assertThat(collectionsAt(BUDGET + 1)).isEqualTo(1);
        assertThat(collectionsAt(BUDGET)).isEqualTo(1);
        assertThat(collectionsAt(BUDGET + 1)).isEqualTo(2);
    }

    @Test
    void smallCallsDoNotLook() {
        used = BUDGET + 1;
        watch.met(1000);
        assertThat(collections).isZero();
    }

    @Test
    void whatLivesIsNotCollectedAgainAndAgain() {
        alive = 90;
        assertThat(collectionsAt(BUDGET + 1)).isEqualTo(1);
        assertThat(collectionsAt(alive + BUDGET / 4)).isEqualTo(1);
        assertThat(collectionsAt(alive + BUDGET / 4 + 1)).isEqualTo(2);
    }
}
