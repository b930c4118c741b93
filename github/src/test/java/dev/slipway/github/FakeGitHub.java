package dev.slipway.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A GitHub with one repository, {@code acme/models}, that has one commit and the deployment 42. It keeps statuses and
 * checks as GitHub does and refuses what GitHub refuses, as its REST API's reference says (version 2022-11-28).
 */
final class FakeGitHub implements AutoCloseable {

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final String TOKEN = "github_pat_of_acme";
    static final String APP_TOKEN = "ghs_of_the_installation";

    private static final String REPOSITORY = "/repos/acme/models";
    private static final Set<String> COMMIT_STATES = Set.of("error", "failure", "pending", "success");
    private static final Set<String> DEPLOYMENT_STATES =
            Set.of("error", "failure", "inactive", "in_progress", "queued", "pending", "success");

    private final HttpServer server;
    private final List<JsonReader> statuses = new ArrayList<>();
    private final List<JsonReader> deploymentStatuses = new ArrayList<>();
    private final Map<Long, JsonReader> checks = new LinkedHashMap<>();
    private final List<String> tokensAsked = new ArrayList<>();
    private final Deque<Answer> outOfTurn = new ArrayDeque<>();

    /** An answer. */
    record Answer(int status, Json.Fields body, Map<String, String> headers) {
        static Answer of(int status, String message) {
            return new Answer(status, Json.object().with("message", Json.of(message)), Map.of());
        }
    }

    FakeGitHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next call gets this answer, whatever it asks. */
    synchronized void answerNext(Answer answer) {
        outOfTurn.add(answer);
    }

    /** The status of the commit that counts under this context. */
    synchronized Optional<JsonReader> status(String context) {
        return statuses.reversed().stream()
                .filter(status -> status.text("context").equals(context))
                .findFirst();
    }

    synchronized List<JsonReader> deploymentStatuses() {
        return List.copyOf(deploymentStatuses);
    }

    synchronized List<JsonReader> checks() {
        return List.copyOf(checks.values());
    }

    /** The signed words with which the App asked for tokens. */
    synchronized List<String> tokensAsked() {
        return List.copyOf(tokensAsked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange, sent);
            byte[] body = JsonText.write(answer.body()).getBytes(UTF_8);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized Answer answer(HttpExchange exchange, byte[] sent) {
        if (!outOfTurn.isEmpty()) {
            return outOfTurn.remove();
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String token = authorization == null ? "" : authorization.replaceFirst("^Bearer ", "");
        String path = exchange.getRequestURI().getPath();
        String call = exchange.getRequestMethod() + " " + path;
        if (call.equals("POST /app/installations/7/access_tokens")) {
            tokensAsked.add(token);
            return new Answer(
                    201,
                    Json.object().with("token", Json.of(APP_TOKEN)).with("expires_at", Json.of("2026-11-25T13:00:00Z")),
                    Map.of());
        }
        if (!token.equals(TOKEN) && !token.equals(APP_TOKEN)) {
            return Answer.of(401, "Bad credentials");
        }
        JsonReader body = sent.length == 0 ? new JsonReader("body", Json.object()) : JsonReader.parse("body", sent);
        if (call.equals("POST " + REPOSITORY + "/statuses/" + COMMIT)) {
            return posted(statuses, body, COMMIT_STATES);
        }
        if (call.equals("POST " + REPOSITORY + "/deployments/42/statuses")) {
            return posted(deploymentStatuses, body, DEPLOYMENT_STATES);
        }
        if (path.startsWith(REPOSITORY + "/statuses/")) {
            return Answer.of(422, "No commit found for SHA: " + path.substring(path.lastIndexOf('/') + 1));
        }
        return path.contains("/check-runs") && token.equals(APP_TOKEN)
                ? check(call, exchange.getRequestURI(), body)
                : Answer.of(404, "Not Found");
    }

    private static Answer posted(List<JsonReader> kept, JsonReader body, Set<String> states) {
        if (!states.contains(body.text("state")) || body.text("description").length() > 140) {
            return Answer.of(422, "Validation Failed");
        }
        kept.add(body);
        return new Answer(201, body.object().with("id", Json.of(kept.size())), Map.of());
    }

    private Answer check(String call, URI asked, JsonReader body) {
        if (call.equals("GET " + REPOSITORY + "/commits/" + COMMIT + "/check-runs")) {
            String name = asked.getQuery().replaceFirst(".*check_name=", "");
            List<Json.Fields> found = checks.entrySet().stream()
                    .filter(check -> check.getValue().text("name").equals(name))
                    .map(check -> check.getValue().object().with("id", Json.of(check.getKey())))
                    .toList();
            return new Answer(200, Json.object().with("check_runs", Json.array(found)), Map.of());
        }
        boolean complete = body.text("status").equals("completed");
        if (complete != body.optionalText("conclusion").isPresent()) {
            return Answer.of(422, "Invalid request.");
        }
        if (call.equals("POST " + REPOSITORY + "/check-runs")
                && body.text("head_sha").equals(COMMIT)) {
            checks.put(checks.size() + 1L, body);
            return new Answer(201, body.object().with("id", Json.of(checks.size())), Map.of());
        }
        String prefix = "PATCH " + REPOSITORY + "/check-runs/";
        if (call.startsWith(prefix)) {
            long id = Long.parseLong(call.substring(prefix.length()));
            checks.put(id, body);
            return new Answer(200, body.object().with("id", Json.of(id)), Map.of());
        }
        return Answer.of(404, "Not Found");
    }
}
