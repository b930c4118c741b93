package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway serve} as a process, beside a stage that serves the same package. */
class ServeIT {

    private static final String READY = "ready ";

    /** So many that their prediction takes longer than it takes to see that it runs. */
    private static final int MANY_ROWS = 200_000;

    @TempDir
    private Path folder;

    @Test
    void answersByteForByteAsTheStageDoesAndEndsWithoutAFailure() throws Exception {
        Slipway slipway = new Slipway(folder);
        Path out = folder.resolve("serve.out");
        Path err = folder.resolve("serve.err");
        Process serve = serve(slipway, out, err);
        try (RunningStage stage = slipway.up();
                HttpClient http = HttpClient.newHttpClient()) {
            Await.until("serve is ready: " + err, () -> text(out).contains(READY) || !serve.isAlive());
            assertThat(serve.isAlive()).as(text(err)).isTrue();
            URI url = URI.create(text(out).lines().findFirst().orElseThrow().substring(READY.length()));

            for (HttpRequest.Builder request : requests()) {
                assertThat(answer(http, url, request)).isEqualTo(answer(http, stage.url(), request));
            }

            // the command became the process that serves: the signal meets nobody else
            serve.toHandle().destroy();
            assertEnded(serve, err);
        } finally {
            serve.destroyForcibly();
        }
    }

    @Test
    void aPredictionThatRunsWhenItIsAskedToEndIsAnswered() throws Exception {
        Path out = folder.resolve("serve.out");
        Path err = folder.resolve("serve.err");
        Process serve = serve(new Slipway(folder), out, err);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Await.until("serve is ready: " + err, () -> text(out).contains(READY) || !serve.isAlive());
            assertThat(serve.isAlive()).as(text(err)).isTrue();
            URI url = URI.create(text(out).lines().findFirst().orElseThrow().substring(READY.length()));
            String data = "0" + ",0".repeat(MANY_ROWS * 64 - 1);
            String body = "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[" + MANY_ROWS
                    + ",64],\"data\":[" + data + "]}]}";

            CompletableFuture<HttpResponse<String>> call = http.sendAsync(
                    post("/", body).uri(url.resolve("/v2/models/digits/infer")).build(), BodyHandlers.ofString());
            Await.until("it runs", () -> call.isDone() || metrics(http, url).contains("slipway_running 1.0\n"));
            serve.toHandle().destroy();

            HttpResponse<String> answer = call.join();
            assertThat(answer.statusCode())
                    .as(answer.body().substring(0, Math.min(200, answer.body().length())))
                    .isEqualTo(200);
            assertEnded(serve, err);
        } finally {
            serve.destroyForcibly();
        }
    }

    @Test
    void whoeverAsksItToEndIsToldThatItIsNotReadyBeforeItIsGone() throws Exception {
        Path out = folder.resolve("serve.out");
        Path err = folder.resolve("serve.err");
        Process serve = serve(new Slipway(folder), out, err, "--linger", "1h");
        try (HttpClient http = HttpClient.newHttpClient()) {
            Await.until("serve is ready: " + err, () -> text(out).contains(READY) || !serve.isAlive());
            assertThat(serve.isAlive()).as(text(err)).isTrue();
            URI url = URI.create(text(out).lines().findFirst().orElseThrow().substring(READY.length()));
            HttpRequest ready = get("/").uri(url.resolve("/v2/health/ready")).build();
            assertThat(http.send(ready, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

            serve.toHandle().destroy();
            Await.until("it was told", () -> text(err).contains("not ready any more, answering for 1h still"));

            HttpRequest infer = post("/", Files.readString(Slipway.repository("examples/digits/request.json")))
                    .uri(url.resolve("/v2/models/digits/infer"))
                    .build();
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> probe = http.send(ready, BodyHandlers.ofString());
                assertThat(probe.statusCode()).isEqualTo(503);
                assertThat(probe.body()).isEqualTo("{\"live\":true,\"ready\":false}");
                assertThat(probe.headers().firstValue("Connection")).contains("close");
                assertThat(http.send(infer, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }

            serve.toHandle().destroy();
            assertEnded(serve, err);
        } finally {
            serve.destroyForcibly();
        }
    }

    private static Process serve(Slipway slipway, Path out, Path err) {
        return serve(slipway, out, err, "--linger", "0s");
    }

    private static Process serve(Slipway slipway, Path out, Path err, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "serve", Slipway.repository("examples/digits/v1").toString(), "--port", "0", "--no-startup-cache"));
        arguments.addAll(List.of(options));
        return slipway.start(out, err, arguments.toArray(String[]::new));
    }

    private static String metrics(HttpClient http, URI url) {
        return http.sendAsync(HttpRequest.newBuilder(url.resolve("/metrics")).build(), BodyHandlers.ofString())
                .join()
                .body();
    }

    private static List<HttpRequest.Builder> requests() throws IOException {
        String path = "/v2/models/digits/infer";
        String good = Files.readString(Slipway.repository("examples/digits/request.json"));
        List<HttpRequest.Builder> requests = new ArrayList<>();
        requests.add(post(path, good));
        requests.add(
                post(path, good.replaceFirst("\\{", "{\"id\":\"é\",\"parameters\":{\"binary_data_output\":true},")));
        requests.add(post(path, good.replaceFirst("\"FP32\"", "\"FP64\"")));
        requests.add(post(path, "{\"inputs\":[" + "[".repeat(100_000)));
        requests.add(post(path, ""));
        requests.add(post(path, good).header("Inference-Header-Content-Length", "7"));
        requests.add(get(path));
        requests.add(get("/v2/models/digits"));
        requests.add(get("/v2/models/digits/ready"));
        return requests;
    }

    private static HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://any" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("http://any" + path));
    }

    /** Status, what matters of the head, and the body, without version and request id. */
    private static String answer(HttpClient http, URI server, HttpRequest.Builder request) throws Exception {
        String path = request.build().uri().getPath();
        HttpResponse<byte[]> answer =
                http.send(request.copy().uri(server.resolve(path)).build(), BodyHandlers.ofByteArray());
        String version = answer.headers().firstValue("Slipway-Version").orElse("none");
        String body = new String(answer.body(), StandardCharsets.ISO_8859_1)
                .replace("\"model_version\":\"" + version + "\"", "\"model_version\":\"*\"")
                .replace("\"versions\":[\"" + version + "\"]", "\"versions\":[\"*\"]");
        return path + " " + answer.statusCode() + " "
                + List.of("Content-Type", "Slipway-Digest", "Allow").stream()
                        .map(name -> answer.headers().firstValue(name).orElse("-"))
                        .toList()
                + "\n" + body;
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertEnded(Process serve, Path err) throws Exception {
        assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).as(text(err)).isZero();
        assertThat(text(err)).endsWith("slipway: ended\n");
    }
}
