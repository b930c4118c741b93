package dev.slipway.github;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.PlatformException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls of GitHub's REST API, and what its refusals mean. Redirects are not followed: a token goes to one host only. */
final class GitHubApi {

    private static final String VERSION = "2022-11-28";

    private final URI api;
    private final Duration patience;
    private final HttpClient http;

    GitHubApi(URI api, Duration patience) {
        this.api = api;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    JsonReader get(String path, String token) {
        return call("GET", path, BodyPublishers.noBody(), token);
    }

    JsonReader post(String path, Json.Fields body, String token) {
        return call("POST", path, BodyPublishers.ofString(JsonText.write(body)), token);
    }

    JsonReader patch(String path, Json.Fields body, String token) {
        return call("PATCH", path, BodyPublishers.ofString(JsonText.write(body)), token);
    }

    private JsonReader call(String method, String path, BodyPublisher body, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(patience)
                .header("Accept", "application/vnd.github+json")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("User-Agent", "slipway")
                .header("X-GitHub-Api-Version", VERSION)
                .method(method, body)
                .build();
        String what = method + " " + path;
        HttpResponse<byte[]> response;
        // A request's own timeout ends with the answer's head: this one holds for its body too.
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            response = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new PlatformException.Unavailable(
                    "GitHub does not answer " + what + " at " + api + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new PlatformException.Unavailable(
                    "GitHub does not answer " + what + " at " + api + " within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new PlatformException.Unavailable("interrupted while asking GitHub " + what, e);
        }
        if (response.statusCode() / 100 != 2) {
            throw GitHubFault.of(what, response.statusCode(), response.headers(), message(response));
        }
        try {
            return JsonReader.parse("GitHub's answer to " + what, response.body());
        } catch (JsonException e) {
            throw new PlatformException.Unavailable("what answers " + what + " at " + api + " is no GitHub API", e);
        }
    }

    private static String message(HttpResponse<byte[]> response) {
        try {
            return JsonReader.parse("answer", response.body())
                    .optionalText("message")
                    .orElse("no message");
        } catch (JsonException _) {
            return "no message";
        }
    }
}
