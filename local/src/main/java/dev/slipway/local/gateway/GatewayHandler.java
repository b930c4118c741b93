package dev.slipway.local.gateway;

import dev.slipway.local.function.Endpoints;
import dev.slipway.local.function.LocalRouter;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.http.HttpBody;
import dev.slipway.local.metric.CallWatch;
import dev.slipway.local.runtime.HostLimits;
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

    private final Gateway gateway;
    private final ServerAnswers server;

    /**
     * A gateway before these endpoints.
     *
     * @param patience the longest a request waits for its answer
     * @param release Slipway's own version
     * @param random chooses versions by weight; must be safe for use by several threads
     */
    public GatewayHandler(
            Endpoints endpoints,
            LocalRouter router,
            Pins pins,
            CallWatch watch,
            Duration patience,
            String release,
            InstantSource clock,
            RandomGenerator random) {
        this.gateway = new Gateway(endpoints, router, pins, watch, patience, clock, random);
        this.server = new ServerAnswers(endpoints, release);
    }

    /** Whether every version that has traffic can answer. */
    public boolean ready() {
        return server.ready();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String id = UUID.randomUUID().toString();
        HttpAnswer answer = switch (HttpBody.read(request, response, HostLimits.LAMBDA_PAYLOAD)) {
            case HttpBody.Whole(byte[] bytes) -> answer(read(request, bytes), id);
            case HttpBody.TooLarge(long size) -> tooLarge(request, size);
            case HttpBody.Broken(String why) -> HttpAnswer.error(400, why);
        };
        answer.with(REQUEST_ID, id).send(request, response);
    }

    private HttpAnswer tooLarge(ServerRequest request, long size) {
        return Route.of(request.prologue().uriPath().rawPath()) instanceof Route.Model model
                ? gateway.tooLarge(model, size)
                : HttpAnswer.error(413, "found a body of " + size + " bytes; expected none");
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
