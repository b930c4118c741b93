package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceHandlerTest {

    private static final Context<Resource> CONTEXT = Core.getGlobalContext();
    private static final String HEALTH = TestFunction.event("GET", "/v2/health/ready");

    @TempDir
    private Path folder;

    @Test
    void aCallThroughAnAliasPrintsOneLineOfMetrics() throws IOException {
        TestFunction function = TestFunction.of(folder);

        function.call(HEALTH, "call-1", TestFunction.LIVE);

        String line = function.printed();
        assertThat(line).endsWith("}\n").hasLineCount(1);
        JsonReader metrics = JsonReader.parse("line", line.getBytes(StandardCharsets.UTF_8));
        assertThat(metrics.child("_aws").whole("Timestamp")).isPositive();
        assertThat(metrics.text("Alias")).isEqualTo("live");
        assertThat(metrics.text("Version")).isEqualTo("3");
        assertThat(metrics.number("Latency")).isPositive();
        assertThat(metrics.whole("WarmingUp")).isEqualTo(1);
        assertThat(metrics.text("digest")).isEqualTo("sha256:<digest>");
    }

    @Test
    void aCallThatNamesAVersionIsNoEvidence() throws IOException {
        TestFunction function = TestFunction.of(folder);

        function.call(HEALTH, "call-1", TestFunction.PINNED);

        assertThat(function.printed())
                .startsWith("{\"Endpoint\":\"sums\",\"Version\":\"3\",\"Latency\":")
                .contains("\"policy\":\"pinned\"");
    }

    @Test
    void aClientsErrorIsNotTheServers() throws IOException {
        TestFunction function = TestFunction.of(folder);

        function.call(TestFunction.event("POST", "/v2/models/sums/infer"), "call-1", TestFunction.LIVE);

        assertThat(function.printed())
                .contains("\"ServerErrors\":0,\"ClientErrors\":1,")
                .contains("\"status\":400");
    }

    @Test
    void aModelThatFailsIsTheServersErrorAndIsLoggedOnce() throws IOException {
        TestFunction function = TestFunction.of(folder);
        String body =
                "{\\\"inputs\\\":[{\\\"name\\\":\\\"a\\\",\\\"shape\\\":[1],\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[1]},"
                                .replace("[1],", "[2],")
                                .replace("[1]}", "[1,2]}")
                        + "{\\\"name\\\":\\\"b\\\",\\\"shape\\\":[3],\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[1,2,3]}]}";
        String event = "{\"version\":\"2.0\",\"rawPath\":\"/v2/models/sums/infer\",\"requestContext\":{\"http\":"
                + "{\"method\":\"POST\"}},\"body\":\"" + body + "\"}";

        String answer = function.call(event, "call-7", TestFunction.LIVE);

        assertThat(answer)
                .startsWith("{\"statusCode\":500,")
                .contains("the model failed: ")
                .doesNotContain("\\tat ");
        assertThat(function.printed()).contains("\"ServerErrors\":1,\"ClientErrors\":0,");
        assertThat(function.logged()).startsWith("slipway: request call-7: ").hasLineCount(1);
    }

    @Test
    void theFirstTenCallsWarmUpAndSoDoMoreWhileTheEnvironmentIsYoung() throws IOException {
        TestFunction function = TestFunction.of(folder);
        for (int i = 0; i < 201; i++) {
            function.call(HEALTH, "call-" + i, TestFunction.LIVE);
        }

        List<String> lines = function.printed().lines().toList();

        assertThat(lines.subList(0, 10)).allMatch(line -> line.contains("\"WarmingUp\":1"));
        assertThat(lines.getLast()).contains("\"WarmingUp\":0");
    }

    @Test
    void healthSaysThatAnOnDemandEnvironmentNeedsNoHooks() throws IOException {
        assertThat(TestFunction.of(folder).call(HEALTH, "call-1", TestFunction.LIVE))
                .contains("{\\\"live\\\":true,\\\"ready\\\":true,\\\"snapshot_hooks\\\":\\\"not-needed\\\"}");
    }

    @Test
    void aSnapshotWhoseHooksDidNotRunSaysSoInHealthAndOnceInTheLog() throws IOException {
        TestFunction function = TestFunction.snapshot(folder, TestFunction.SAMPLE);

        assertThat(function.call(HEALTH, "call-1", TestFunction.LIVE)).contains("did-not-run");
        function.call(HEALTH, "call-2", TestFunction.LIVE);

        assertThat(function.logged()).hasLineCount(1).contains("-Dorg.crac.Core.Compat=");
    }

    @Test
    void primingAsksTheGoldenSamplesAndCountsForNothing() throws IOException {
        TestFunction function = TestFunction.snapshot(folder, TestFunction.SAMPLE);

        function.handler().beforeCheckpoint(CONTEXT);
        assertThat(function.logged()).startsWith("slipway: primed with ");
        assertThat(function.printed())
                .as("how the start went, and no call")
                .hasLineCount(1)
                .matches(
                        "\\{\"event\":\"started\",.*\"threads\":\\d+,\"classes_shared\":(true|false),\"package_ms\":[\\d.]+,\"engine_ms\":[\\d.]+,"
                                + "\"model_ms\":[\\d.]+,\"wiring_ms\":[\\d.]+,\"priming_ms\":\\d+,\"priming_calls\":\\d+\\}\n");
        function.handler().afterRestore(CONTEXT);

        assertThat(function.call(HEALTH, "call-1", TestFunction.LIVE)).contains("\\\"snapshot_hooks\\\":\\\"ran\\\"");
        assertThat(function.printed()).contains("\"WarmingUp\":1");
    }

    @Test
    void aSampleThatIsNotAnsweredFailsTheCheckpoint() {
        TestFunction function = TestFunction.snapshot(folder, "{\"request\":{\"inputs\":[]},\"response\":{}}\n");

        assertThatThrownBy(() -> function.handler().beforeCheckpoint(CONTEXT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a golden sample was answered with status 400: {\"error\":\"the input ");
    }

    @Test
    void threadsMayShareTheHandler() throws Exception {
        TestFunction function = TestFunction.of(folder);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 200; i++) {
                String id = "call-" + i;
                answers.add(threads.submit(() -> function.call(HEALTH, id, TestFunction.LIVE)));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(answers.get(i).get()).contains("\"Slipway-Request-Id\":\"call-" + i + "\"");
            }
        }
        assertThat(function.printed().lines())
                .hasSize(200)
                .allSatisfy(line -> JsonReader.parse("line", line.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void threadsThatAskTogetherGetTheirOwnAnswers() throws Exception {
        TestFunction function = TestFunction.of(folder);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 400; i++) {
                String event = twiceAndItself(i);
                answers.add(threads.submit(() -> function.call(event, "call", TestFunction.LIVE)));
            }
            for (int i = 0; i < 400; i++) {
                assertThat(answers.get(i).get())
                        .contains("\\\"data\\\":[" + 3.0f * i + "]")
                        .contains("\\\"data\\\":[" + 2.0f * i * i + "]");
            }
        }
    }

    private static String twiceAndItself(int number) {
        String tensor = "{\\\"name\\\":\\\"%s\\\",\\\"shape\\\":[1],\\\"datatype\\\":\\\"FP32\\\",\\\"data\\\":[%d]}";
        return "{\"version\":\"2.0\",\"rawPath\":\"/v2/models/sums/infer\",\"requestContext\":{\"http\":"
                + "{\"method\":\"POST\"}},\"body\":\"{\\\"inputs\\\":[" + tensor.formatted("a", number) + ","
                + tensor.formatted("b", 2 * number) + "]}\"}";
    }
}
