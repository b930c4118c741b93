package dev.slipway.serve;

import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.functions.json.JsonBytes;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HTTP server in front of a handler. */
final class HttpServer implements AutoCloseable {

    private final WebServer server;
    private final String host;
    private final boolean secure;

    private HttpServer(WebServer server, String host, boolean secure) {
        this.server = server;
        this.host = host;
        this.secure = secure;
    }

    /**
     * Listens.
     *
     * @throws ProblemsException where the address cannot be had, or the certificate cannot be used
     */
    static HttpServer start(String host, int port, Optional<Options.TlsFiles> tls, Limits limits, Handler handler) {
        InetAddress address = address(host);
        WebServerConfig.Builder builder = WebServer.builder()
                .address(address)
                .port(port)
                .shutdownHook(false)
                .maxTcpConnections(limits.connections())
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .readTimeout(limits.patience())
                        .build())
                .shutdownGracePeriod(limits.drain())
                .contentEncoding(encodings ->
                        encodings.contentEncodingsDiscoverServices(false).addContentEncoding(new PassedOn()))
                .directHandlers(errors())
                .routing(HttpRouting.builder().any(handler));
        tls.ifPresent(files -> builder.tls(tls(files)));
        probe(address, host, port);
        WebServer server = builder.build().start();
        if (!server.isRunning()) {
            throw taken(host, port, "somebody was faster");
        }
        return new HttpServer(server, host, tls.isPresent());
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
    private static void probe(InetAddress address, String host, int port) {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(address, port));
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

    private static Tls tls(Options.TlsFiles files) {
        try {
            Keys keys = Keys.builder()
                    .pem(pem -> pem.key(Resource.create(files.key())).certChain(Resource.create(files.certificates())))
                    .build();
            return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
        } catch (RuntimeException e) {
            throw new ProblemsException(new Problem(
                    "--cert " + files.certificates() + ", --key " + files.key(),
                    "cannot be used: " + e.getMessage(),
                    "a certificate chain and its private key (PKCS#8), both as PEM",
                    "convert a key with: openssl pkcs8 -topk8 -nocrypt"));
        }
    }

    /** What goes wrong before our own code sees it is told in the protocol's form. */
    private static DirectHandlers errors() {
        Function<DirectHandler.EventType, DirectHandler> ours = _ -> (_, _, status, headers, message) -> {
            headers.set(HeaderValues.CONTENT_TYPE_JSON);
            return DirectHandler.TransportResponse.builder()
                    .status(status)
                    .headers(headers)
                    .entity(error(words(status, message)))
                    .build();
        };
        DirectHandlers.Builder builder = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            builder.addHandler(type, ours.apply(type));
        }
        return builder.build();
    }

    private static byte[] error(String message) {
        ByteBuffer view =
                new JsonBytes().raw("{\"error\":").string(message).raw('}').view();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    private static String words(Status status, @Nullable String message) {
        boolean internal = status.code() >= Status.INTERNAL_SERVER_ERROR_500.code();
        return message == null || message.isEmpty() || internal ? status.reasonPhrase() : message;
    }

    /** Where clients reach it. */
    String url() {
        String named = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (secure ? "https://" : "http://") + named + ":" + server.port();
    }

    /** Takes no more connections, and returns when the calls that began are answered or the time for it is over. */
    @Override
    public void close() {
        server.stop();
    }
}
