package dev.slipway.local.stage;

import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.local.http.HttpAnswer;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stage's HTTP server: models below {@code /v2}, the stage's own door below {@code /stage}. */
final class StageServer implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;
    private static final int MOST_CONNECTIONS = 2000;

    /** What is read of a body that is over every limit, before the connection is closed on its sender. */
    private static final long MOST_BODY = 64L * 1024 * 1024;

    /** A connection that says nothing for so long is closed; an idle one, or one that never gets to its point. */
    private static final Duration SILENCE = Duration.ofSeconds(75);

    private final WebServer server;
    private final StageAddress address;
    private final Consumer<String> complaints;
    private volatile @Nullable Handler models;
    private volatile @Nullable Handler stage;

    private StageServer(String host, int port, Consumer<String> complaints) {
        this.complaints = complaints;
        this.server = WebServer.builder()
                .address(resolve(host))
                .port(port)
                .shutdownHook(false)
                .maxPayloadSize(MOST_BODY)
                .maxTcpConnections(MOST_CONNECTIONS)
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, BUFFER)
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .readTimeout(SILENCE)
                        .socketReceiveBufferSize(BUFFER)
                        .build())
                .shutdownGracePeriod(Duration.ofSeconds(2))
                .directHandlers(errors())
                .routing(HttpRouting.builder().any(this::answer))
                .build();
        start(host, port);
        this.address = new StageAddress(host, server.port());
    }

    /**
     * Takes the port. Until {@link #serve}, everything is answered with 503.
     *
     * @param complaints hears of requests that we failed to answer
     * @throws ProblemsException where the host or the port cannot be had
     */
    static StageServer bind(String host, int port, Consumer<String> complaints) {
        return new StageServer(host, port, complaints);
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            throw new ProblemsException(new Problem(
                    "--host", "\"" + host + "\" is not known here", "an address of this machine", "try 127.0.0.1"));
        }
    }

    private void start(String host, int port) {
        probe(host, port);
        server.start();
        if (!server.isRunning()) {
            throw taken(host, port, "somebody was faster");
        }
    }

    /** The library only logs why it cannot listen; so ask the system first. */
    private static void probe(String host, int port) {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(resolve(host), port));
        } catch (IOException e) {
            throw taken(host, port, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemsException taken(String host, int port, String why) {
        return new ProblemsException(new Problem(
                "--port " + port,
                "cannot listen at " + host + ":" + port + " (" + why + ")",
                "",
                "stop who listens there, name another port, or take a free one with --port 0"));
    }

    StageAddress address() {
        return address;
    }

    /** Begins to answer. */
    void serve(Handler forModels, Handler forStage) {
        models = forModels;
        stage = forStage;
    }

    private void answer(ServerRequest request, ServerResponse response) throws Exception {
        try {
            route(request, response);
        } catch (RequestException | CloseConnectionException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            if (response.isSent() || response.bytesWritten() > 0) {
                throw e;
            }
            complaints.accept(request.prologue().method().text() + " "
                    + request.prologue().uriPath().rawPath() + " was not answered: " + e);
            HttpAnswer.error(500, "the stage failed; it says why where it was started")
                    .send(request, response);
        }
        if (isLast(request, response)) {
            // The library would go on with what it takes for the next request.
            throw new CloseConnectionException("one of both sides asked for it");
        }
    }

    private static boolean isLast(ServerRequest request, ServerResponse response) {
        return request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
                || response.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    private void route(ServerRequest request, ServerResponse response) throws Exception {
        String path = request.prologue().uriPath().rawPath();
        @Nullable Handler handler = isBelow(path, "/v2") ? models : isBelow(path, "/stage") ? stage : null;
        if (handler != null) {
            handler.handle(request, response);
        } else if (models == null) {
            HttpAnswer.error(503, "the stage is starting")
                    .with("Retry-After", "1")
                    .send(request, response);
        } else {
            HttpAnswer.error(404, "no such path: " + path + "; models answer at /v2/models/{model}/infer")
                    .send(request, response);
        }
    }

    private static boolean isBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    /** What goes wrong before our own code sees it is told in the same form. */
    private static DirectHandlers errors() {
        Function<DirectHandler.EventType, DirectHandler> ours = _ -> (_, _, status, headers, message) -> {
            headers.set(HeaderValues.CONTENT_TYPE_JSON);
            return DirectHandler.TransportResponse.builder()
                    .status(status)
                    .headers(headers)
                    .entity(HttpAnswer.error(status.code(), words(status, message))
                            .body())
                    .build();
        };
        DirectHandlers.Builder builder = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            builder.addHandler(type, ours.apply(type));
        }
        return builder.build();
    }

    private static String words(Status status, @Nullable String message) {
        boolean internal = status.code() >= Status.INTERNAL_SERVER_ERROR_500.code();
        return message == null || message.isEmpty() || internal ? status.reasonPhrase() : message;
    }

    @Override
    public void close() {
        server.stop();
    }
}
