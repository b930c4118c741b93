package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.control.Listing;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TickerTest {

    private static final ModelName ONE = new ModelName("one");
    private static final ModelName TWO = new ModelName("two");

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile Listing listing = new Listing(List.of(ONE, TWO), List.of());
    private final Turns turns = new Turns();

    private Ticker ticker(java.util.function.Consumer<ModelName> turn) {
        return new Ticker(() -> listing, turn, complaints::add, turns, Duration.ofMillis(1));
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTurnThatTakesLongHoldsUpNoOtherEndpointAndHasNoSecondBesideIt() {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger ones = new AtomicInteger();
        AtomicInteger twos = new AtomicInteger();
        Ticker ticker = ticker(endpoint -> {
            if (endpoint.equals(ONE)) {
                ones.incrementAndGet();
                await(gate);
            } else {
                twos.incrementAndGet();
            }
        });
        ticker.start();
        Await.until("the other had many turns", () -> twos.get() > 20);
        assertThat(ones).hasValue(1);
        gate.countDown();
        Await.until("the first goes on", () -> ones.get() > 1);
        ticker.close();
        turns.close();
    }

    @Test
    void aTurnThatFailsIsToldOnceAndTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        Ticker ticker = ticker(endpoint -> {
            if (endpoint.equals(ONE)) {
                tries.incrementAndGet();
                throw new IllegalStateException("the disk is full");
            }
        });
        ticker.start();
        Await.until("it was tried again", () -> tries.get() > 5);
        ticker.close();
        turns.close();
        assertThat(complaints)
                .containsExactly("the controller could not go on with one and tries again: the disk is full");
    }

    @Test
    void whatIsNoRecordIsToldOnceByNameAndHoldsUpNobody() {
        listing = new Listing(List.of(ONE), List.of("home/.ones.json.swp"));
        AtomicInteger turnsHad = new AtomicInteger();
        Ticker ticker = ticker(endpoint -> turnsHad.incrementAndGet());
        ticker.start();
        Await.until("it had many turns", () -> turnsHad.get() > 20);
        ticker.close();
        turns.close();
        assertThat(complaints)
                .containsExactly(
                        "home/.ones.json.swp is not the record of an endpoint: it is ignored, and may be deleted");
    }

    @Test
    void aListThatCannotBeReadIsToldOnceAndAgainWhenItIsAnotherReason() {
        AtomicInteger reads = new AtomicInteger();
        Ticker ticker = new Ticker(
                () -> {
                    throw new IllegalStateException(reads.incrementAndGet() < 10 ? "no disk" : "no memory");
                },
                endpoint -> {},
                complaints::add,
                turns,
                Duration.ofMillis(1));
        ticker.start();
        Await.until("it was read again and again", () -> reads.get() > 20);
        ticker.close();
        turns.close();
        assertThat(complaints)
                .containsExactly(
                        "the controller cannot see the releases: java.lang.IllegalStateException: no disk",
                        "the controller cannot see the releases: java.lang.IllegalStateException: no memory");
    }

    @Test
    void onceClosedNothingRunsAnyMore() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Ticker ticker = ticker(endpoint -> {
            if (endpoint.equals(ONE)) {
                begun.countDown();
                await(gate);
                ended.set(true);
            }
        });
        ticker.wake(ONE);
        await(begun);
        ticker.close();
        Thread.ofVirtual().start(gate::countDown);
        turns.close();
        assertThat(ended).isTrue();
        ticker.wake(TWO);
        assertThat(turns.begin(TWO)).isFalse();
    }
}
