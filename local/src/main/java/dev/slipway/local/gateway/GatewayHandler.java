package dev.slipway.local.gateway;

import dev.slipway.local.function.Endpoints;
import dev.slipway.local.function.LocalRouter;
import dev.slipway.local.metric.CallWatch;
import dev.slipway.local.runtime.HostLimits;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The gateway on the wire: everything below {@code /v2}. */
public final class GatewayHandler implements Handler {

    private static final HeaderName REQUEST_ID = HeaderNames.create("Slipway-Request-Id");
    /** What is read and thrown away of a body that is too large, so that its sender gets to read the answer. */
    private static final long DRAIN = 64L * 1024 * 1024;

    private final Gateway gateway;
    private final ServerAnswers server;

    /**
     * A gateway before these endpoints.
     *
     * @param release Slipway's own version
     * @param random chooses versions by weight; must be safe for use by several threads
     */
    public GatewayHandler(
            Endpoints endpoints,
            LocalRouter router,
            Pins pins,
            CallWatch watch,
            String release,
            InstantSource clock,
            RandomGenerator random) {
        this.gateway = new Gateway(endpoints, router, pins, watch, clock, random);
        this.server = new ServerAnswers(endpoints, release);
    }

    /** Whether every version that has traffic can answer. */
    public boolean ready() {
        return server.ready();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        String id = UUID.randomUUID().toString();
        Optional<byte[]> body = body(request);
        HttpAnswer answer = body.isEmpty() ? tooLarge(request, response) : answer(read(request, body.get()), id);
        send(response, answer, id);
    }

    private HttpAnswer answer(HttpRequest request, String id) {
        return switch (Route.of(request.path())) {
            case Route.Server _ -> only("GET", request, server::server);
            case Route.Live _ -> only("GET", request, () -> server.health(false));
            case Route.Ready _ -> only("GET", request, () -> server.health(true));
            case Route.Index _ -> only("POST", request, () -> server.index(request.body()));
            case Route.Model route -> gateway.answer(route, request, id);
            case Route.Unknown _ ->
                ServerAnswers.notFound(request.path(), Optional.of("models answer at /v2/models/{model}/infer"));
        };
    }

    private static HttpAnswer only(String method, HttpRequest request, Supplier<HttpAnswer> answer) {
        return request.method().equals(method) ? answer.get() : ServerAnswers.wrongMethod(request.method(), method);
    }

    private static HttpAnswer tooLarge(ServerRequest request, ServerResponse response) throws IOException {
        OptionalLong declared = request.headers().contentLength();
        long skipped = 0;
        InputStream in = request.content().inputStream();
        byte[] waste = new byte[64 * 1024];
        int count = in.read(waste);
        while (count >= 0 && skipped < DRAIN) {
            skipped += count;
            count = in.read(waste);
        }
        if (count >= 0) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        return Gateway.tooLarge(declared.orElse(HostLimits.LAMBDA_PAYLOAD + skipped));
    }

    /** The body; empty where it is too large. */
    private static Optional<byte[]> body(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) {
            return Optional.of(new byte[0]);
        }
        OptionalLong declared = request.headers().contentLength();
        if (declared.isPresent() && declared.getAsLong() > HostLimits.LAMBDA_PAYLOAD) {
            return Optional.empty();
        }
        InputStream in = request.content().inputStream();
        byte[] body = in.readNBytes(HostLimits.LAMBDA_PAYLOAD + 1);
        return body.length > HostLimits.LAMBDA_PAYLOAD ? Optional.empty() : Optional.of(body);
    }

    private static HttpRequest read(ServerRequest request, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> cookies = new ArrayList<>();
        for (Header header : request.headers()) {
            String name = header.headerName().lowerCase();
            if (name.equals("cookie")) {
                header.allValues().forEach(line -> cookies.addAll(List.of(line.split("; *"))));
            } else if (!name.startsWith("x-helidon-")) {
                headers.put(name, header.valueCount() == 1 ? header.get() : String.join(",", header.allValues()));
            }
        }
        return new HttpRequest(
                request.prologue().method().text().toUpperCase(Locale.ROOT),
                request.prologue().uriPath().rawPath(),
                request.prologue().hasQuery() ? request.prologue().query().rawValue() : "",
                headers,
                cookies,
                request.remotePeer().host(),
                body);
    }

    private static void send(ServerResponse response, HttpAnswer answer, String id) {
        response.status(Status.create(answer.status()));
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            if (!isFraming(header.getKey())) {
                response.header(HeaderValues.create(header.getKey(), header.getValue()));
            }
        }
        response.header(HeaderValues.create(REQUEST_ID, id));
        if (answer.status() == 204 || answer.status() == 304) {
            response.send();
        } else {
            response.send(answer.body());
        }
    }

    /** Headers that belong to this connection, not to the function. */
    private static boolean isFraming(String name) {
        return "content-length".equalsIgnoreCase(name)
                || "transfer-encoding".equalsIgnoreCase(name)
                || "connection".equalsIgnoreCase(name);
    }
}
