package dev.slipway.web;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All open connections. Clients that open many and say little are no danger to the others: a request that does not
 * arrive in time is given up, and where there are too many connections, the one that has kept its thread waiting for
 * longest goes. An honest request arrives within milliseconds, so it is never the one.
 */
final class Connections {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final int most;
    private final Duration silence;
    private final Duration request;

    Connections(int most, Duration silence, Duration request) {
        this.most = most;
        this.silence = silence;
        this.request = request;
    }

    /** One more; another has to go where that is one too many. */
    void opened(Connection connection) {
        open.add(connection);
        if (open.size() > most) {
            longestWaiting(connection).ifPresent(waiting -> {
                open.remove(waiting);
                waiting.close();
            });
        }
    }

    private Optional<Connection> longestWaiting(Connection but) {
        return open.stream()
                .filter(connection -> connection != but)
                .map(connection -> new Waiting(connection, connection.waitsSince()))
                .filter(waiting -> waiting.since().isPresent())
                .min(Comparator.comparingLong(waiting -> waiting.since().getAsLong()))
                .map(Waiting::connection);
    }

    private record Waiting(Connection connection, OptionalLong since) {}

    /** It ended. */
    void closed(Connection connection) {
        open.remove(connection);
    }

    /** Hangs up on those that take too long. */
    void sweep(long now) {
        for (Connection connection : open) {
            if (connection.isOverdue(now, silence, request)) {
                connection.close();
            }
        }
    }

    int count() {
        return open.size();
    }
}
