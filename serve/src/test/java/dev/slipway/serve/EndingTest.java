package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.serve.Ending.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch left = new CountDownLatch(1);
    private final CountDownLatch drains = new CountDownLatch(1);
    private final CountDownLatch drained = new CountDownLatch(1);
    private final Ending ending = new Ending(this::leave, this::drain, () -> done.add("last"));

    private void leave(Duration linger) {
        done.add("leave " + linger);
        left.countDown();
    }

    private void drain() {
        done.add("drain");
        drains.countDown();
        try {
            drained.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itEndsStepByStepAndOnceWhoeverAsks() throws Exception {
        drained.countDown();

        assertThat(ending.asked(Duration.ofNanos(1))).isEqualTo(Outcome.ENDED);
        assertThat(ending.asked(FOR_EVER)).isEqualTo(Outcome.HURRIED);

        assertThat(done).containsExactly("leave PT0.000000001S", "drain", "last");
    }

    @Test
    void whoeverAsksAgainSkipsTheStepThatItIsAt() throws Exception {
        try (ExecutorService signals = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> first = signals.submit(() -> ending.asked(FOR_EVER));
            left.await();
            assertThat(done).containsExactly("leave PT24H");

            assertThat(ending.asked(FOR_EVER)).isEqualTo(Outcome.HURRIED);
            drains.await();
            assertThat(ending.asked(FOR_EVER)).isEqualTo(Outcome.CUT);

            assertThat(done).containsExactly("leave PT24H", "drain", "last");
            drained.countDown();
            assertThat(first.get()).isEqualTo(Outcome.ENDED);
        }
    }
}
