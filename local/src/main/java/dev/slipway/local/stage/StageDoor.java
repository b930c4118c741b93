package dev.slipway.local.stage;

import dev.slipway.local.console.ConsolePage;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.stage.Guard.Claims;
import dev.slipway.web.HttpBody;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The stage's own door on the wire: everything below {@code /stage}. Nothing of it passes the {@link Guard} unasked. */
final class StageDoor implements Handler {

    private static final int MOST_BODY = 1024 * 1024;
    private static final String CONSOLE = "/stage/console";
    private static final String EVENTS = "/stage/events";
    private static final String API = "/stage/api/";
    private static final byte[] NOTHING = new byte[0];

    private final Guard guard;
    private final StageApi api;
    private final EventStream events;
    private final ConsolePage page;

    StageDoor(Guard guard, StageApi api, EventStream events, ConsolePage page) {
        this.guard = guard;
        this.api = api;
        this.events = events;
        this.page = page;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        Claims claims = claims(request);
        String path = request.prologue().uriPath().rawPath();
        Optional<HttpAnswer> link = link(request, path, claims);
        if (link.isPresent()) {
            send(link.get(), request, response);
            return;
        }
        Optional<HttpAnswer> refusal = refusal(guard.judge(claims));
        if (refusal.isPresent()) {
            send(refusal.get(), request, response);
        } else if (path.equals(EVENTS) && method(request).equals("GET")) {
            events.serve(request, response);
        } else {
            send(answer(request, response, path), request, response);
        }
    }

    private static Claims claims(ServerRequest request) {
        String host = header(request, HeaderNames.HOST);
        return new Claims(
                host,
                header(request, HeaderNames.ORIGIN),
                header(request, HeaderNames.AUTHORIZATION),
                Guard.cookie(header(request, HeaderNames.COOKIE).replace(',', ';'), host)
                        .orElse(""));
    }

    private static String header(ServerRequest request, HeaderName name) {
        return request.headers().first(name).orElse("");
    }

    private static String method(ServerRequest request) {
        return request.prologue().method().text();
    }

    private static boolean isGet(ServerRequest request) {
        return method(request).equals("GET") || method(request).equals("HEAD");
    }

    /** The link that {@code up} prints: it sets the cookie and leads to the address without the token. */
    private Optional<HttpAnswer> link(ServerRequest request, String path, Claims claims) {
        boolean asked = path.equals(CONSOLE)
                && isGet(request)
                && request.prologue().hasQuery()
                && request.query().contains("token");
        if (!asked) {
            return Optional.empty();
        }
        Guard.Verdict reachable = guard.reachable(claims);
        if (reachable != Guard.Verdict.PASS) {
            return refusal(reachable);
        }
        if (!guard.opens(request.query().get("token"))) {
            return refusal(Guard.Verdict.NO_TOKEN);
        }
        return Optional.of(new HttpAnswer(303, Map.of("Location", CONSOLE), NOTHING)
                .with(
                        "Set-Cookie",
                        Guard.cookieName(claims.host()) + "=" + guard.cookieValue()
                                + "; Path=/stage; HttpOnly; SameSite=Strict"));
    }

    private Optional<HttpAnswer> refusal(Guard.Verdict verdict) {
        return switch (verdict) {
            case PASS -> Optional.empty();
            case NOT_EXPOSED ->
                Optional.of(HttpAnswer.error(
                        403,
                        "this stage listens beyond this machine, so its own door is shut; --expose-stage opens it"));
            case FOREIGN_HOST -> Optional.of(HttpAnswer.error(403, "this stage is not known under this Host header"));
            case FOREIGN_ORIGIN -> Optional.of(HttpAnswer.error(403, "requests of other pages are refused"));
            case NO_TOKEN ->
                Optional.of(HttpAnswer.error(401, "the stage's token is needed: follow the link that " + guard.wayIn())
                        .with("WWW-Authenticate", "Bearer"));
        };
    }

    private HttpAnswer answer(ServerRequest request, ServerResponse response, String path) {
        if (path.startsWith(API)) {
            String encoding = header(request, HeaderNames.CONTENT_ENCODING);
            if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
                return HttpAnswer.error(
                        415, "Content-Encoding \"" + encoding + "\" is not for this path; expected none");
            }
            return switch (HttpBody.read(request, response, MOST_BODY, HttpBody.SMALL, _ -> true)) {
                case HttpBody.Whole(byte[] body) ->
                    api.answer(method(request), path.substring(API.length()), query(request), body);
                case HttpBody.TooLarge(long size) ->
                    HttpAnswer.error(413, "found " + size + " bytes; expected at most " + MOST_BODY);
                case HttpBody.Broken(String why) -> HttpAnswer.error(400, why);
                case HttpBody.NoRoom() -> HttpAnswer.error(503, "no memory for this body");
            };
        }
        if (path.equals(EVENTS)) {
            return HttpAnswer.error(405, "method " + method(request) + " is not for this path; expected GET")
                    .with("Allow", "GET");
        }
        Optional<HttpAnswer> file = page.find(path, header(request, HeaderNames.ACCEPT_ENCODING));
        if (file.isEmpty()) {
            return HttpAnswer.error(404, "no such path: " + path);
        }
        return isGet(request) ? file.get() : HttpAnswer.wrongMethod(method(request), "GET");
    }

    private static String query(ServerRequest request) {
        return request.prologue().hasQuery() ? request.prologue().query().rawValue() : "";
    }

    private static void send(HttpAnswer answer, ServerRequest request, ServerResponse response) {
        answer.with("Cache-Control", "no-store")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .send(request, response);
    }
}
