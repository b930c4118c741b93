package dev.slipway.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Many histories, on all processors. {@code -Dslipway.simulation.histories=N} runs so many of them,
 * {@code -Dslipway.simulation.seed=N} runs just one.
 */
class SimulationTest {

    private static final long HISTORIES = Long.getLong("slipway.simulation.histories", 5_000);
    private static final Optional<Long> SEED = Optional.ofNullable(Long.getLong("slipway.simulation.seed"));
    private static final int SHOWN = 3;

    private final AtomicLong next = new AtomicLong(1);
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    @Test
    void i1ToI9HoldInEveryHistory() {
        if (SEED.isPresent()) {
            History.run(SEED.get(), Mutant.NONE);
            return;
        }
        Queue<Verdicts> parts = new ConcurrentLinkedQueue<>();
        try (ExecutorService processors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                processors.execute(() -> parts.add(part()));
            }
        }
        assertThat(List.copyOf(broken)).isEmpty();
        Verdicts all = parts.stream().reduce(Verdicts.NONE, Verdicts::plus);
        System.out.println(HISTORIES + " histories; healthy candidates by alpha " + all.healthy()
                + ", rolled back by evidence " + all.condemned());
        all.check();
    }

    /** The histories that come to one processor. */
    private Verdicts part() {
        Verdicts sum = Verdicts.NONE;
        for (long seed = next.getAndIncrement();
                seed <= HISTORIES && broken.size() < SHOWN;
                seed = next.getAndIncrement()) {
            try {
                sum = sum.plus(History.run(seed, Mutant.NONE));
            } catch (Broken e) {
                broken.add(String.valueOf(e.getMessage()));
            }
        }
        return sum;
    }
}
