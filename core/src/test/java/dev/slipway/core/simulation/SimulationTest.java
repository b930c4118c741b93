package dev.slipway.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many histories. {@code -Dslipway.simulation.histories=100000} runs more of them, {@code -Dslipway.simulation.seed=N}
 * runs just one.
 */
class SimulationTest {

    private static final int HISTORIES = Integer.getInteger("slipway.simulation.histories", 5_000);
    private static final Optional<Long> SEED = Optional.ofNullable(Long.getLong("slipway.simulation.seed"));
    private static final int SHOWN = 3;

    @Test
    void i1ToI8HoldInEveryHistory() {
        LongStream seeds = SEED.map(LongStream::of).orElseGet(() -> LongStream.rangeClosed(1, HISTORIES));
        ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
        seeds.parallel().takeWhile(seed -> broken.size() < SHOWN).forEach(seed -> {
            try {
                History.run(seed, Mutant.NONE);
            } catch (Broken e) {
                broken.add(String.valueOf(e.getMessage()));
            }
        });
        assertThat(List.copyOf(broken)).isEmpty();
    }
}
