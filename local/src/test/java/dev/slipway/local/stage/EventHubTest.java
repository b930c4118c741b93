package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.stage.EventHub.Message;
import dev.slipway.local.stage.EventHub.Watcher;
import org.junit.jupiter.api.Test;

class EventHubTest {

    private final EventHub hub = new EventHub();

    @Test
    void whoeverWatchesGetsWhatIsPublishedFromThenOnInOrder() throws InterruptedException {
        hub.publish(new Message("event", "before"));
        Watcher watcher = hub.join().orElseThrow();
        hub.publish(new Message("event", "one"));
        hub.publish(new Message("status", "two"));
        assertThat(watcher.next(0)).contains(new Message("event", "one"));
        assertThat(watcher.next(0)).contains(new Message("status", "two"));
        assertThat(watcher.next(0)).isEmpty();
        assertThat(watcher.lost()).isFalse();
    }

    @Test
    void whoReadsTooSlowlyIsLostAndHurtsNobody() throws InterruptedException {
        Watcher slow = hub.join().orElseThrow();
        Watcher quick = hub.join().orElseThrow();
        for (int i = 0; i < 2000; i++) {
            hub.publish(new Message("event", "" + i));
            assertThat(quick.next(0)).contains(new Message("event", "" + i));
        }
        assertThat(slow.lost()).isTrue();
        assertThat(quick.lost()).isFalse();
    }

    @Test
    void thereIsAnEndToHowManyMayWatch() {
        Watcher first = hub.join().orElseThrow();
        for (int i = 1; i < 100; i++) {
            assertThat(hub.join()).isPresent();
        }
        assertThat(hub.join()).isEmpty();
        hub.leave(first);
        assertThat(hub.join()).isPresent();
    }

    @Test
    void whenTheHubClosesAllAreSentAwayAtOnce() throws InterruptedException {
        Watcher watcher = hub.join().orElseThrow();
        hub.publish(new Message("event", "unread"));
        hub.close();
        assertThat(watcher.lost()).isTrue();
        assertThat(watcher.next(Long.MAX_VALUE)).contains(new Message("end", "{}"));
    }
}
