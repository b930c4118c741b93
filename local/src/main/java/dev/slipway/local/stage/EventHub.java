package dev.slipway.local.stage;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Passes on what happens on the stage to those who watch. Who reads too slowly loses the connection, nothing else. */
final class EventHub {

    private static final int BACKLOG = 1000;
    private static final int MOST_WATCHERS = 100;

    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    /** One who watches. */
    static final class Watcher {
        private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>(BACKLOG);
        private volatile boolean lost;

        /**
         * The next message.
         *
         * @return empty where there was none for so long
         */
        Optional<Message> next(long milliseconds) throws InterruptedException {
            return Optional.ofNullable(queue.poll(milliseconds, TimeUnit.MILLISECONDS));
        }

        /** Whether no further message will come, or some were lost: whoever still wants to watch begins anew. */
        boolean lost() {
            return lost;
        }
    }

    /**
     * A message.
     *
     * @param type what kind of message: one word
     * @param data JSON in one line
     */
    record Message(String type, String data) {}

    /** One more who watches; empty where there are too many. */
    Optional<Watcher> join() {
        if (watchers.size() >= MOST_WATCHERS) {
            return Optional.empty();
        }
        Watcher watcher = new Watcher();
        watchers.add(watcher);
        return Optional.of(watcher);
    }

    void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    boolean isWatched() {
        return !watchers.isEmpty();
    }

    void publish(Message message) {
        for (Watcher watcher : watchers) {
            if (!watcher.queue.offer(message)) {
                watcher.lost = true;
            }
        }
    }

    /** Sends all watchers away, at once and with a last word. */
    void close() {
        for (Watcher watcher : watchers) {
            watcher.lost = true;
            watcher.queue.clear();
            watcher.queue.add(new Message("end", "{}"));
        }
    }
}
