package dev.slipway.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.http.MemoryBudget.Share;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private static final long MEGABYTE = 1024 * 1024;
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final MemoryBudget budget = new MemoryBudget(4 * MEGABYTE);

    @Test
    void whatIsTakenIsMissingUntilItIsGivenBack() {
        Share share = budget.take(3 * MEGABYTE, NOW).orElseThrow();
        assertThat(budget.take(2 * MEGABYTE, NOW)).isEmpty();
        assertThat(budget.take(MEGABYTE, NOW)).isPresent();
        share.close();
        assertThat(budget.take(3 * MEGABYTE, NOW)).isPresent();
    }

    @Test
    void whoWantsMoreThanThereIsGetsAllOfItAlone() {
        Share share = budget.take(100 * MEGABYTE, NOW).orElseThrow();
        assertThat(budget.take(1, NOW)).isEmpty();
        share.close();
        assertThat(budget.take(1, NOW)).isPresent();
    }

    @Test
    void whoWaitsGetsItAsSoonAsThereIsSome() throws Exception {
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Share share = budget.take(4 * MEGABYTE, NOW).orElseThrow();
            Future<Optional<Share>> waiting = others.submit(() -> budget.take(MEGABYTE, LONG));
            share.close();
            assertThat(waiting.get()).isPresent();
        }
    }

    @Test
    void aPartThatGrowsTakesNoMoreThanItReached() {
        try (MemoryBudget.Growing growing = budget.growing(NOW)) {
            assertThat(growing.reach(MEGABYTE)).isTrue();
            assertThat(growing.reach(MEGABYTE / 2)).isTrue();
            budget.take(3 * MEGABYTE, NOW).orElseThrow().close();
            assertThat(growing.reach(3 * MEGABYTE)).isTrue();
            assertThat(budget.take(2 * MEGABYTE, NOW)).isEmpty();
            Share rest = budget.take(MEGABYTE, NOW).orElseThrow();
            assertThat(growing.reach(4 * MEGABYTE)).isFalse();
            rest.close();
        }
        assertThat(budget.take(4 * MEGABYTE, NOW)).isPresent();
    }
}
