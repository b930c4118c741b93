package dev.slipway.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;

/** Lets the library speak HTTP, and sees to it that each connection is among {@link Connections} while it is open. */
final class WatchedSelector implements ServerConnectionSelector {

    private final ServerConnectionSelector http;
    private final Connections connections;
    private final ConnectionThreads threads;
    private final ScopedValue<Connection> current;
    private final LongSupplier nanos;

    /**
     * Watches what another one makes.
     *
     * @param http makes connections that speak HTTP
     * @param threads serve them
     * @param current says to a connection's thread which one it has
     * @param nanos a time that never jumps, in nanoseconds
     */
    WatchedSelector(
            ServerConnectionSelector http,
            Connections connections,
            ConnectionThreads threads,
            ScopedValue<Connection> current,
            LongSupplier nanos) {
        this.http = http;
        this.connections = connections;
        this.threads = threads;
        this.current = current;
        this.nanos = nanos;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Thread thread = Thread.currentThread();
        Connection connection = new Connection(
                nanos.getAsLong(), wait -> Thread.ofVirtual().start(() -> hangUp(context, thread, wait)));
        return new Watched(http.connection(new WatchedContext(context, connection, nanos)), connection);
    }

    /** Says why, where the client has sent part of a request, and closes. */
    private static void hangUp(ConnectionContext context, Thread thread, Connection.Wait wait) {
        try {
            if (wait == Connection.Wait.REST) {
                context.dataWriter().writeNow(BufferData.create(tooSlow()));
            }
            context.serverSocket().close();
        } catch (RuntimeException _) {
            // its client is gone; if its thread is not, this ends its wait and the library closes the socket
            thread.interrupt();
        }
    }

    private static byte[] tooSlow() {
        byte[] body = Errors.body("the request did not arrive in time; nothing was done");
        String head = "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private final class Watched implements ServerConnection {
        private final ServerConnection http;
        private final Connection connection;

        Watched(ServerConnection http, Connection connection) {
            this.http = http;
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            connections.opened(connection);
            try {
                threads.serve(() -> ScopedValue.where(current, connection).call(() -> {
                    http.handle(limit);
                    return connection;
                }));
            } finally {
                connections.closed(connection);
            }
        }

        @Override
        public Duration idleTime() {
            return http.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            http.close(interrupt);
        }
    }
}
