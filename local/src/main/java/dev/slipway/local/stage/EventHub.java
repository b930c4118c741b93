package dev.slipway.local.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Passes on what happens on the stage to those who watch. Who reads too slowly loses the connection, nothing else. The
 * last messages are kept, so that whoever lost the connection for a moment is told what they missed.
 */
final class EventHub {

    private static final int KEPT = 1000;
    private static final int BACKLOG = 2 * KEPT;
    private static final int MOST_WATCHERS = 100;

    private final Set<Watcher> watchers = new HashSet<>();
    private final Deque<Sent> kept = new ArrayDeque<>();
    private long last;
    private boolean closed;

    /** One who watches. */
    static final class Watcher {
        private final BlockingQueue<Sent> queue = new LinkedBlockingQueue<>(BACKLOG);
        private final long joinedAfter;
        private final boolean goesOn;
        private volatile boolean lost;

        private Watcher(long joinedAfter, boolean goesOn) {
            this.joinedAfter = joinedAfter;
            this.goesOn = goesOn;
        }

        /**
         * The next message.
         *
         * @return empty where there was none for so long
         */
        Optional<Sent> next(long milliseconds) throws InterruptedException {
            return Optional.ofNullable(queue.poll(milliseconds, TimeUnit.MILLISECONDS));
        }

        /** Whether it is told all that it missed; else it has to begin with how everything is. */
        boolean goesOn() {
            return goesOn;
        }

        /** The number of the last message before those it gets. */
        long joinedAfter() {
            return joinedAfter;
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

    /**
     * A message on its way.
     *
     * @param number its number, where somebody who missed it will want it; empty for what only the moment needs
     */
    record Sent(Message message, Optional<Long> number) {}

    /**
     * One more who watches; empty where there are too many.
     *
     * @param after the last message they got, where they watched before
     */
    synchronized Optional<Watcher> join(Optional<Long> after) {
        if (watchers.size() >= MOST_WATCHERS) {
            return Optional.empty();
        }
        Optional<List<Sent>> missed = after.flatMap(this::missed);
        Watcher watcher = new Watcher(last, missed.isPresent());
        missed.ifPresent(watcher.queue::addAll);
        watchers.add(watcher);
        if (closed) {
            sendAway(watcher);
        }
        return Optional.of(watcher);
    }

    /** What came after a message; empty where not all of it is kept. */
    private Optional<List<Sent>> missed(long after) {
        if (after > last || after < last - kept.size()) {
            return Optional.empty();
        }
        return Optional.of(kept.stream()
                .filter(sent -> sent.number().orElseThrow() > after)
                .toList());
    }

    synchronized void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    synchronized boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Tells those who watch, and whoever comes back and missed it. */
    synchronized void publish(Message message) {
        last++;
        Sent sent = new Sent(message, Optional.of(last));
        kept.addLast(sent);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        offer(sent);
    }

    /** Tells those who watch right now. */
    synchronized void mention(Message message) {
        offer(new Sent(message, Optional.empty()));
    }

    private void offer(Sent sent) {
        for (Watcher watcher : watchers) {
            if (!watcher.queue.offer(sent)) {
                watcher.lost = true;
            }
        }
    }

    /** Sends all watchers away, at once and with a last word. */
    synchronized void close() {
        closed = true;
        watchers.forEach(EventHub::sendAway);
    }

    private static void sendAway(Watcher watcher) {
        watcher.lost = true;
        watcher.queue.clear();
        watcher.queue.add(new Sent(new Message("end", "{}"), Optional.empty()));
    }
}
