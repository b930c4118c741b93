package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.Traffic.Call;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of a real model see when they ask wrongly, and when the model's processes die under them. */
class FailureIT {

    private static final long RATE = 200;
    private static final String INPUT =
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,%s],\"datatype\":\"%s\",\"data\":[%s]}]}";

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> post(URI url, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(url)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        JsonReader reader = JsonReader.parse("error", response.body().getBytes(StandardCharsets.UTF_8));
        assertThat(reader.object().fields()).containsOnlyKeys("error");
        return reader.text("error");
    }

    @Test
    void whoeverAsksWronglyIsToldWhatIsWrong() {
        try (RunningStage stage = new Slipway(folder).up()) {
            URI infer = stage.infer("digits");
            String zeros = "0" + ",0".repeat(63);

            assertThat(post(infer, INPUT.formatted("64", "FP32", zeros)).statusCode())
                    .isEqualTo(200);
            assertWrong(post(infer, "{\"inputs\": no"), 400, "JSON");
            assertWrong(post(infer, ""), 400, "JSON");
            assertWrong(post(infer, "[]"), 400, "object");
            assertWrong(post(infer, "{}"), 400, "inputs");
            assertWrong(post(infer, INPUT.formatted("63", "FP32", zeros.substring(2))), 400, "64", "63");
            assertWrong(post(infer, INPUT.formatted("64", "FP32", zeros.substring(2))), 400, "64", "63");
            assertWrong(post(infer, INPUT.formatted("64", "INT64", zeros)), 400, "FP32", "INT64");
            assertWrong(post(infer, INPUT.formatted("64", "FP33", zeros)), 400, "FP33");
            assertWrong(post(infer, INPUT.formatted("64", "FP32", "\"a\"" + ",0".repeat(63))), 400, "number");
            assertWrong(post(infer, INPUT.replace("\"x\"", "\"y\"").formatted("64", "FP32", zeros)), 400, "y", "x");

            HttpResponse<String> unknown = post(stage.infer("digit"), INPUT.formatted("64", "FP32", zeros));
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(text(unknown)).isEqualTo("unknown model \"digit\"; known: digits");
        }
    }

    private static void assertWrong(HttpResponse<String> response, int status, String... words) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(text(response)).contains(words);
        assertThat(response.headers().firstValue("Slipway-Version")).contains("1");
        assertThat(response.headers().firstValue("Slipway-Digest").orElse("")).startsWith("sha256:");
        assertThat(response.headers().firstValue("Slipway-Request-Id")).isPresent();
    }

    @Test
    void largeCallsOneAfterTheOtherStayWithinASmallFunctionsMemory() throws IOException {
        Path small = Files.createDirectory(folder.resolve("small"));
        for (String file : List.of("model.onnx", "baseline.csv", "samples.jsonl")) {
            Files.copy(Slipway.repository("examples/digits/v1/" + file), small.resolve(file));
        }
        String description = Files.readString(Slipway.repository("examples/digits/v1/slipway.yaml"));
        Files.writeString(small.resolve("slipway.yaml"), description.replace("memory: 1024", "memory: 256"));
        int rows = 30_000;
        String digits = INPUT.replace("[1,%s]", "[%s,64]")
                .formatted(rows, "FP32", "0" + ",0".repeat(63) + (",0" + ",0".repeat(63)).repeat(rows - 1));

        try (RunningStage stage = new Slipway(folder).up(small.toString())) {
            URI infer = stage.infer("digits");
            assertThat(Stream.generate(() -> post(infer, digits).statusCode()).limit(60))
                    .containsOnly(200);
        }
    }

    @Test
    void theDeathOfAllProcessesOfAModelCostsTheCallsThatTheyHadAndNoMore() throws IOException {
        try (RunningStage stage = new Slipway(folder).up();
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(400);

            Instant killed = Instant.now();
            stage.functions().forEach(ProcessHandle::destroyForcibly);
            Await.until(
                    "it serves again",
                    () -> traffic.calls().stream()
                            .anyMatch(call -> call.sent().isAfter(killed) && call.status() == 200));
            traffic.awaitMore(400);

            List<Call> failed = traffic.calls().stream()
                    .filter(call -> call.status() != 200)
                    .toList();
            assertThat(failed).hasSizeLessThan(10).allSatisfy(call -> {
                assertThat(call.status()).isIn(502, 503);
                assertThat(call.body()).contains("\"error\"", "digits");
            });
        }
    }

    @Test
    void theDeathOfOneProcessAmongSeveralIsHardlySeen() throws IOException {
        try (RunningStage stage = new Slipway(folder).up();
                Traffic traffic = Traffic.to(stage.infer("digits"), RATE)) {
            traffic.awaitMore(400);
            for (int round = 0; round < 5; round++) {
                Await.until("there is a spare", () -> stage.functions().size() >= 2);
                stage.functions().getFirst().destroyForcibly();
                traffic.awaitMore(100);
            }
            assertThat(traffic.calls())
                    .filteredOn(call -> call.status() != 200)
                    .hasSizeLessThanOrEqualTo(5)
                    .allSatisfy(call -> assertThat(call.status()).isEqualTo(502));
        }
    }
}
