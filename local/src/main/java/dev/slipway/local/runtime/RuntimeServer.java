package dev.slipway.local.runtime;

import dev.slipway.local.runtime.RuntimeCall.Reply;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda Runtime API on loopback, for all environments at once. Each has a path of its own that nobody can guess:
 * AWS's client puts whatever {@code AWS_LAMBDA_RUNTIME_API} holds before the API's paths.
 *
 * <p>Source: docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, and what the Java client really asks for.
 */
public final class RuntimeServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Header JSON = HeaderValues.CONTENT_TYPE_JSON;
    private static final HeaderName REQUEST_ID = HeaderNames.create("Lambda-Runtime-Aws-Request-Id");
    private static final HeaderName DEADLINE = HeaderNames.create("Lambda-Runtime-Deadline-Ms");
    private static final HeaderName ARN = HeaderNames.create("Lambda-Runtime-Invoked-Function-Arn");
    private static final HeaderName ERROR_TYPE = HeaderNames.create("Lambda-Runtime-Function-Error-Type");
    private static final byte[] NOTHING = new byte[0];
    private static final int BUFFER = 256 * 1024;

    private final Map<String, RuntimeCall> environments = new ConcurrentHashMap<>();
    private final WebServer server;
    private final int payload;
    private final Timing timing;

    private RuntimeServer(int payload, Timing timing) {
        this.payload = payload;
        this.timing = timing;
        // A child may compute for minutes between two requests on its connection.
        Duration forever = Duration.ofDays(365);
        this.server = WebServer.builder()
                .host(HOST)
                .port(0)
                .shutdownHook(false)
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, BUFFER)
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .readTimeout(Duration.ZERO)
                        .socketReceiveBufferSize(BUFFER)
                        .build())
                .idleConnectionTimeout(forever)
                .idleConnectionPeriod(forever)
                .routing(HttpRouting.builder().any(this::answer))
                .build();
    }

    /**
     * Starts the server on a free port of the loopback interface.
     *
     * @param payload the most bytes of an answer
     * @param timing for deadlines
     */
    public static RuntimeServer start(int payload, Timing timing) {
        RuntimeServer server = new RuntimeServer(payload, timing);
        server.server.start();
        return server;
    }

    /** What {@code AWS_LAMBDA_RUNTIME_API} of this environment is. */
    String address(Environment environment) {
        return HOST + ":" + server.port() + "/" + environment.key();
    }

    void register(Environment environment, Reports reports) {
        environments.put(environment.key(), new RuntimeCall(environment, reports, timing));
    }

    void remove(Environment environment) {
        environments.remove(environment.key());
    }

    private void answer(ServerRequest request, ServerResponse response) throws IOException {
        String path = request.prologue().uriPath().rawPath();
        int slash = path.indexOf('/', 1);
        @Nullable RuntimeCall call = slash < 0 ? null : environments.get(path.substring(1, slash));
        if (call == null) {
            response.status(Status.NOT_FOUND_404).send();
            return;
        }
        String errorType = request.headers().first(ERROR_TYPE).orElse("");
        byte[] body = body(request);
        Reply reply = body.length > payload
                ? call.tooLarge(path.substring(slash), body.length, payload)
                : call.answer(request.prologue().method().text(), path.substring(slash), errorType, body);
        send(response, reply);
    }

    private byte[] body(ServerRequest request) throws IOException {
        long length = request.headers().contentLength().orElse(-1);
        if (length == 0 || !request.content().hasEntity()) {
            return NOTHING;
        }
        try (InputStream in = request.content().inputStream()) {
            if (length < 0 || length > payload) {
                byte[] body = in.readNBytes(payload + 1);
                in.skip(Long.MAX_VALUE);
                return body;
            }
            byte[] body = new byte[(int) length];
            if (in.readNBytes(body, 0, body.length) < body.length) {
                throw new EOFException("a child ended while it answered");
            }
            return body;
        }
    }

    private static void send(ServerResponse response, Reply reply) {
        switch (reply) {
            case Reply.Status(int status, byte[] body) -> {
                response.header(JSON);
                response.status(Status.create(status)).send(body);
            }
            case Reply.Event(String id, String arn, long deadline, byte[] body) -> {
                // Without a content type the client dies of SIGSEGV.
                response.header(JSON);
                response.header(HeaderValues.create(REQUEST_ID, id));
                response.header(HeaderValues.create(ARN, arn));
                response.header(HeaderValues.create(DEADLINE, deadline));
                response.send(body);
            }
            case Reply.Gone _ -> response.status(Status.GONE_410).send();
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
