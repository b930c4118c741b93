package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EndingTest {

    @Test
    void whatIsDoneLastIsDoneOnceWhoeverAsks() {
        AtomicInteger done = new AtomicInteger();
        Ending ending = new Ending(done::incrementAndGet);

        assertThat(ending.once()).isTrue();
        assertThat(ending.once()).isFalse();
        assertThat(done).hasValue(1);
    }
}
