package dev.slipway.local.gateway;

import dev.slipway.local.function.Endpoints;
import dev.slipway.local.function.LocalRouter;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.metric.CallWatch;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.web.HttpBody;
import dev.slipway.web.MemoryBudget;
import io.helidon.http.Header;
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

    /** A large body that came is in memory so many times more at most: as an event that grows, as an event, as an answer. */
    private static final int COPIES = 4;

    /** The part of the memory for bodies that come: who sends slowly, or never the rest, holds none of the other part. */
    private static final int ARRIVING_PART = 3;

    private static final HttpAnswer BUSY = HttpAnswer.error(
                    503, "too many large requests at once: no memory became free for this one in time")
            .with("Retry-After", "1");

    private final Gateway gateway;
    private final ServerAnswers server;
    private final MemoryBudget arriving;
    private final MemoryBudget working;
    private final Duration patience;

    /**
     * A gateway before these endpoints.
     *
     * @param memory what large requests share, in bytes
     * @param patience the longest a request waits for its answer
     * @param release Slipway's own version
     * @param random chooses versions by weight; must be safe for use by several threads
     */
    public GatewayHandler(
            Endpoints endpoints,
            LocalRouter router,
            Pins pins,
            CallWatch watch,
            long memory,
            Duration patience,
            String release,
            InstantSource clock,
            RandomGenerator random) {
        this.gateway = new Gateway(endpoints, router, pins, watch, patience, clock, random);
        this.arriving = new MemoryBudget(memory / ARRIVING_PART);
        this.working = new MemoryBudget(memory - memory / ARRIVING_PART);
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
        try (MemoryBudget.Growing room = arriving.growing(patience)) {
            HttpBody body = HttpBody.read(request, response, HostLimits.LAMBDA_PAYLOAD, HttpBody.SMALL, room::reach);
            if (!(body instanceof HttpBody.Whole(byte[] bytes)) || bytes.length <= HttpBody.SMALL) {
                send(answer(request, body, id), id, request, response);
                return;
            }
            Optional<MemoryBudget.Share> share = working.take((long) bytes.length * COPIES, patience);
            try (MemoryBudget.Share _ = share.orElse(() -> {})) {
                HttpAnswer answer = share.isPresent() ? answer(request, body, id) : instead(request, BUSY);
                send(answer, id, request, response);
            }
        }
    }

    private static void send(HttpAnswer answer, String id, ServerRequest request, ServerResponse response) {
        answer.with(REQUEST_ID, id).send(request, response);
    }

    private HttpAnswer answer(ServerRequest request, HttpBody body, String id) {
        return switch (body) {
            case HttpBody.Whole(byte[] bytes) -> answer(read(request, bytes), id);
            case HttpBody.TooLarge(long size) -> instead(request, Gateway.tooLarge(size));
            case HttpBody.Broken(String why) -> instead(request, HttpAnswer.error(400, why));
            case HttpBody.NoRoom() -> instead(request, BUSY);
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
