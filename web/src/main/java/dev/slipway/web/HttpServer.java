package dev.slipway.web;

import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An HTTP server in front of a handler. */
public final class HttpServer implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;
    private static final Duration PACE = Duration.ofMillis(250);

    /** More than are taken as connections: each that is one too many must get in before another is closed for it. */
    private static final int ROOM = 256;

    /** More connections at a time than a machine is quick with; each takes some 140 kB while it is there. */
    private static final int THREADS = 512;

    private final ScopedValue<Connection> current = ScopedValue.newInstance();
    private final Connections connections;
    private final WebServer server;
    private final ServerOptions options;
    private volatile boolean closed;

    /** Held: a logger that nobody holds forgets its level. */
    private final Logger library = Logger.getLogger("io.helidon");

    private HttpServer(ServerOptions options, Handler handler) {
        this.options = options;
        // Why it cannot listen is told by us, and without a trace.
        library.setLevel(Level.OFF);
        this.connections = new Connections(options.connections(), options.silence(), options.request());
        InetAddress address = address(options.host());
        WebServerConfig.Builder builder = WebServer.builder()
                .address(address)
                .port(options.port())
                .shutdownHook(false)
                .maxPayloadSize(options.body())
                .maxTcpConnections(options.connections() + ROOM)
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, BUFFER)
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .socketReceiveBufferSize(BUFFER)
                        .build())
                .shutdownGracePeriod(options.drain())
                .contentEncoding(new PassedOn())
                .directHandlers(
                        Errors.handlers(() -> current.isBound() && current.get().isOurs()))
                // without a second protocol to tell from the first, a connection is ours from its first byte on
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new WatchedSelector(
                        Http1ConnectionSelector.builder()
                                .config(Http1Config.create())
                                .build(),
                        connections,
                        new ConnectionThreads(THREADS),
                        current,
                        System::nanoTime))
                .routing(HttpRouting.builder().any((request, response) -> answer(handler, request, response)));
        options.tls().ifPresent(files -> builder.tls(TlsKeys.read(files)));
        probe(address);
        this.server = builder.build().start();
        if (!server.isRunning()) {
            throw taken("somebody was faster");
        }
        // It warns, with a trace, of what any client can make it meet.
        library.setLevel(Level.SEVERE);
        Thread.ofPlatform().daemon().name("slipway-connections").start(this::sweep);
    }

    /**
     * Listens.
     *
     * @throws ProblemsException where the address cannot be had, or the certificate cannot be used
     */
    public static HttpServer start(ServerOptions options, Handler handler) {
        return new HttpServer(options, handler);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint is all that the yield is
    private void answer(Handler handler, ServerRequest request, ServerResponse response) throws Exception {
        current.get().handed();
        try {
            handler.handle(request, response);
        } catch (RequestException | CloseConnectionException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            fail(response, e);
        }
        current.get().answered();
        if (isLast(request, response)) {
            // The library would go on with what it takes for the next request.
            throw new CloseConnectionException("one of both sides asked for it");
        }
        // Whose client is quick would go on with its next request; others have theirs answered first.
        Thread.yield();
    }

    /** Told by us: the library would keep the connection, though nobody knows how far the request was read. */
    private void fail(ServerResponse response, RuntimeException fault) {
        library.log(Level.SEVERE, "a request was not answered", fault);
        if (!response.isSent()) {
            Status status = Status.INTERNAL_SERVER_ERROR_500;
            response.status(status)
                    .header(HeaderValues.CONTENT_TYPE_JSON)
                    .header(HeaderValues.CONNECTION_CLOSE)
                    .send(Errors.body(status.reasonPhrase()));
        }
        throw new CloseConnectionException("it failed", fault);
    }

    private static boolean isLast(ServerRequest request, ServerResponse response) {
        return request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
                || response.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    private void sweep() {
        while (!closed) {
            connections.sweep(System.nanoTime());
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            throw new ProblemsException(new Problem(
                    "--host", "\"" + host + "\" is not known here", "an address of this machine", "try 127.0.0.1"));
        }
    }

    /** The library only logs why it cannot listen; so ask the system first. */
    private void probe(InetAddress address) {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(address, options.port()));
        } catch (IOException e) {
            throw taken(String.valueOf(e.getMessage()));
        }
    }

    private ProblemsException taken(String why) {
        return new ProblemsException(new Problem(
                "--port " + options.port(),
                "cannot listen at " + options.host() + ":" + options.port() + " (" + why + ")",
                "",
                "stop who listens there, name another port, or take a free one with --port 0"));
    }

    /** The port it listens at. */
    public int port() {
        return server.port();
    }

    /** Where clients reach it. */
    public String url() {
        String host = options.host();
        String named = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (options.tls().isPresent() ? "https://" : "http://") + named + ":" + server.port();
    }

    /** Takes no more connections, and returns when the calls that began are answered or the time for it is over. */
    @Override
    public void close() {
        closed = true;
        server.stop();
    }
}
