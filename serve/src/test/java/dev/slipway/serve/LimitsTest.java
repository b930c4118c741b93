package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void aLargeHeapIsNoReasonToFillIt() {
        Limits limits = Limits.of(2, 6000 * MEGABYTE);

        assertThat(limits.body()).isEqualTo(64 * MEGABYTE);
        assertThat(limits.bodies()).isEqualTo(6 * 64 * MEGABYTE);
    }

    @Test
    void inASmallHeapBodiesHaveAQuarterOfIt() {
        Limits limits = Limits.of(2, 256 * MEGABYTE);

        assertThat(limits.body()).isEqualTo(32 * MEGABYTE);
        assertThat(limits.bodies()).isEqualTo(64 * MEGABYTE);
    }

    @Test
    void moreProcessorsWorkOnMore() {
        assertThat(Limits.of(16, 64_000 * MEGABYTE).bodies()).isEqualTo(34 * 64 * MEGABYTE);
    }
}
