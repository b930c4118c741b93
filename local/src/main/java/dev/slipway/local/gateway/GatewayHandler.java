package dev.slipway.local.gateway;

import dev.slipway.local.function.Endpoints;
import dev.slipway.local.function.LocalRouter;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.http.HttpBody;
import dev.slipway.local.http.MemoryBudget;
import dev.slipway.local.metric.CallWatch;
import dev.slipway.local.runtime.HostLimits;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The gateway on the wire: everything below {@code /v2}. */
public final class GatewayHandler implements Handler {

    private static final String REQUEST_ID = "Slipway-Request-Id";

    /** A large body is in memory so many times at most: as it came, as an event that grows, as an event, as an answer. */
    private static final int COPIES = 5;

    private static final HttpAnswer BUSY = HttpAnswer.error(
                    503, "too many large requests at once: no memory became free for this one in time")
            .with("Retry-After", "1");

    private final Gateway gateway;
    private final ServerAnswers server;
    private final MemoryBudget memory;
    private final Duration patience;

    /**
     * A gateway before these endpoints.
     *
     * @param memory what large requests share
     * @param patience the longest a request waits for its answer
     * @param release Slipway's own version
     * @param random chooses versions by weight; must be safe for use by several threads
     */
    public GatewayHandler(
            Endpoints endpoints,
            LocalRouter router,
            Pins pins,
            CallWatch watch,
            MemoryBudget memory,
            Duration patience,
            String release,
            InstantSource clock,
            RandomGenerator random) {
        this.gateway = new Gateway(endpoints, router, pins, watch, patience, clock, random);
        this.memory = memory;
        this.patience = patience;
        this.server = new ServerAnswers(endpoints, release);
    }

    /** Whether every version that has traffic can answer. */
    public boolean ready() {
        return server.ready();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String id = UUID.randomUUID().toString();
        long size = HttpBody.mostBytes(request, HostLimits.LAMBDA_PAYLOAD);
        if (size <= HttpBody.SMALL) {
            send(answer(request, response, id), id, request, response);
            return;
        }
        Optional<MemoryBudget.Share> share = memory.take(size * COPIES, patience);
        if (share.isEmpty()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            send(instead(request, BUSY), id, request, response);
            return;
        }
        try (MemoryBudget.Share _ = share.get()) {
            send(answer(request, response, id), id, request, response);
        }
    }

    private static void send(HttpAnswer answer, String id, ServerRequest request, ServerResponse response) {
        answer.with(REQUEST_ID, id).send(request, response);
    }

    private HttpAnswer answer(ServerRequest request, ServerResponse response, String id) {
        return switch (HttpBody.read(request, response, HostLimits.LAMBDA_PAYLOAD)) {
            case HttpBody.Whole(byte[] bytes) -> answer(read(request, bytes), id);
            case HttpBody.TooLarge(long size) -> instead(request, Gateway.tooLarge(size));
            case HttpBody.Broken(String why) -> instead(request, HttpAnswer.error(400, why));
        };
    }

    private HttpAnswer instead(ServerRequest request, HttpAnswer ours) {
        return Route.of(request.prologue().uriPath().rawPath()) instanceof Route.Model model
                ? gateway.instead(model, ours)
                : ours;
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
        boolean fits = request.method().equals(method)
                || (method.equals("GET") && request.method().equals("HEAD"));
        return fits ? answer.get() : HttpAnswer.wrongMethod(request.method(), method);
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
}
