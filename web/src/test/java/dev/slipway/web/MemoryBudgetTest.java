package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.web.MemoryBudget.Share;
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

    @Test
    void whereAllHoldAPartAndNeedMoreTheEldestGetsItAndTheOthersAfterIt() throws Exception {
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            MemoryBudget.Growing eldest = budget.growing(NOW);
            MemoryBudget.Growing next = budget.growing(LONG);
            assertThat(eldest.reach(2 * MEGABYTE)).isTrue();
            assertThat(next.reach(2 * MEGABYTE)).isTrue();
            Future<Boolean> waiting = others.submit(() -> next.reach(4 * MEGABYTE));

            assertThat(eldest.reach(4 * MEGABYTE)).isTrue();

            eldest.close();
            assertThat(waiting.get()).isTrue();
            next.close();
        }
        assertThat(budget.take(4 * MEGABYTE, NOW)).isPresent();
    }

    @Test
    void whatIsHeldAlreadyIsCountedThoughThereBeNoRoom() {
        MemoryBudget.Growing large = budget.growing(NOW);
        large.hold(10 * MEGABYTE);
        assertThat(budget.take(1, NOW)).isEmpty();
        large.hold(3 * MEGABYTE);
        budget.take(MEGABYTE, NOW).orElseThrow().close();
        assertThat(budget.take(2 * MEGABYTE, NOW)).isEmpty();
        large.close();
        assertThat(budget.take(4 * MEGABYTE, NOW)).isPresent();
    }
}
