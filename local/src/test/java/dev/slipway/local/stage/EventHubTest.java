package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.stage.EventHub.Message;
import dev.slipway.local.stage.EventHub.Sent;
import dev.slipway.local.stage.EventHub.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventHubTest {

    private final EventHub hub = new EventHub();

    private Watcher join() {
        return hub.join(Optional.empty()).orElseThrow();
    }

    private static List<String> told(Watcher watcher) throws InterruptedException {
        List<String> told = new ArrayList<>();
        for (Optional<Sent> next = watcher.next(0); next.isPresent(); next = watcher.next(0)) {
            told.add(next.get().message().data());
        }
        return told;
    }

    private void publish(String... data) {
        for (String each : data) {
            hub.publish(new Message("event", each));
        }
    }

    @Test
    void whoeverWatchesGetsWhatIsPublishedFromThenOnInOrder() throws InterruptedException {
        publish("before");
        Watcher watcher = join();
        publish("one", "two");
        assertThat(told(watcher)).containsExactly("one", "two");
        assertThat(watcher.lost()).isFalse();
        assertThat(watcher.goesOn()).isFalse();
    }

    @Test
    void whoComesBackIsToldWhatTheyMissedAndNothingTwice() throws InterruptedException {
        Watcher first = join();
        publish("one", "two");
        long last = first.next(0).orElseThrow().number().orElseThrow();
        hub.leave(first);
        publish("three");
        Watcher back = hub.join(Optional.of(last)).orElseThrow();
        publish("four");
        assertThat(back.goesOn()).isTrue();
        assertThat(told(back)).containsExactly("two", "three", "four");
    }

    @Test
    void whoMissedNothingIsToldNothing() throws InterruptedException {
        Watcher first = join();
        publish("one");
        long last = first.next(0).orElseThrow().number().orElseThrow();
        Watcher back = hub.join(Optional.of(last)).orElseThrow();
        assertThat(back.goesOn()).isTrue();
        assertThat(told(back)).isEmpty();
    }

    @Test
    void whoMissedMoreThanIsKeptBeginsAnew() throws InterruptedException {
        publish("one");
        for (int i = 0; i < 1001; i++) {
            publish("more");
        }
        Watcher back = hub.join(Optional.of(1L)).orElseThrow();
        assertThat(back.goesOn()).isFalse();
        assertThat(told(back)).isEmpty();
        assertThat(hub.join(Optional.of(2L)).orElseThrow().goesOn()).isTrue();
    }

    @Test
    void aNumberThatNeverWasIsNothingToGoOnFrom() {
        publish("one");
        assertThat(hub.join(Optional.of(7L)).orElseThrow().goesOn()).isFalse();
    }

    @Test
    void whatOnlyTheMomentNeedsIsToldToNobodyLater() throws InterruptedException {
        Watcher watcher = join();
        hub.mention(new Message("traffic", "now"));
        assertThat(watcher.next(0).orElseThrow().number()).isEmpty();
        assertThat(told(hub.join(Optional.of(0L)).orElseThrow())).isEmpty();
    }

    @Test
    void whoReadsTooSlowlyIsLostAndHurtsNobody() throws InterruptedException {
        Watcher slow = join();
        Watcher quick = join();
        for (int i = 0; i < 2001; i++) {
            publish("" + i);
            assertThat(told(quick)).containsExactly("" + i);
        }
        assertThat(slow.lost()).isTrue();
        assertThat(quick.lost()).isFalse();
    }

    @Test
    void thereIsAnEndToHowManyMayWatch() {
        Watcher first = join();
        for (int i = 1; i < 100; i++) {
            join();
        }
        assertThat(hub.join(Optional.empty())).isEmpty();
        hub.leave(first);
        assertThat(hub.join(Optional.empty())).isPresent();
    }

    @Test
    void whenTheHubClosesAllAreSentAwayAtOnce() throws InterruptedException {
        Watcher watcher = join();
        publish("unread");
        hub.close();
        assertThat(watcher.lost()).isTrue();
        assertThat(watcher.next(Long.MAX_VALUE).orElseThrow().message()).isEqualTo(new Message("end", "{}"));
        assertThat(join().lost()).isTrue();
    }
}
