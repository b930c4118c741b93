package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.functions.testing.FunctionProcess;
import dev.slipway.functions.testing.OnnxModels;
import dev.slipway.functions.testing.RuntimeApi;
import dev.slipway.functions.testing.TestPackages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built bundle in its own JVM under AWS's runtime client, against Lambda's API on loopback. */
@EnabledOnOs(OS.LINUX)
class RuntimeClientIT {

    private static final Path EVENTS = Path.of("src/test/resources/dev/slipway/functions/lambda/events");

    @TempDir
    private Path folder;

    private final RuntimeApi api = new RuntimeApi();
    private Map<String, String> variables = Map.of();
    private Digest digest = Digest.of(new byte[0]);

    @BeforeEach
    void storeThePackage() {
        Path store = folder.resolve("store");
        digest = TestPackages.store(
                new FolderModelStore(store),
                "sums",
                OnnxModels.sumAndProduct(),
                OnnxModels.sumAndProductSignature(),
                TestFunction.SAMPLE);
        variables = Map.of("SLIPWAY_MODEL", digest.toString(), "SLIPWAY_STORE", store.toString());
    }

    @AfterEach
    void stopTheApi() {
        api.close();
    }

    @Test
    void anOnDemandEnvironmentAnswersAndLeavesNothingInItsTemporaryFolder() throws IOException {
        try (FunctionProcess function = FunctionProcess.start(folder, api, variables, true, List.of())) {
            assertThat(infer()).isEqualTo(golden());

            assertThat(function.temporaryFiles()).isEmpty();
            assertThat(function.err()).isEmpty();
            assertThat(api.happened()).doesNotContain("restore/next");
        }
    }

    @Test
    void eachCallLeavesOneLineOnStandardOutput() throws IOException {
        try (FunctionProcess function = FunctionProcess.start(folder, api, variables, true, List.of())) {
            infer();
            infer();
            // The next call is taken only after the last one's line was written.
            infer();

            List<String> lines = function.out().lines().toList();
            assertThat(lines).hasSizeBetween(3, 4);
            assertThat(lines.getFirst()).startsWith("{\"event\":\"started\"").doesNotContain("priming_ms");
            assertThat(lines.get(1)).startsWith("{\"_aws\":{").contains("\"request_id\":\"call-1\"");
        }
    }

    @Test
    void aSnapshotIsPrimedBeforeTheCheckpointAndKnowsThatItsHooksRan() throws IOException {
        try (FunctionProcess function = FunctionProcess.start(folder, api, snapStart(), true, List.of())) {
            String health = api.invoke(TestFunction.event("GET", "/v2/health/ready"), TestFunction.LIVE)
                    .join();

            assertThat(health).contains("\\\"snapshot_hooks\\\":\\\"ran\\\"");
            assertThat(api.happened().subList(0, 2)).containsExactly("restore/next", "next");
            assertThat(function.err()).startsWith("slipway: primed with ");
            assertThat(infer()).isEqualTo(golden().replace("call-1", "call-2"));
            assertThat(function.temporaryFiles()).isEmpty();
        }
    }

    @Test
    void withoutTheClientsContextTheFunctionSaysThatItsHooksDidNotRun() throws IOException {
        try (FunctionProcess function = FunctionProcess.start(folder, api, snapStart(), false, List.of())) {
            String health = api.invoke(TestFunction.event("GET", "/v2/health/ready"), TestFunction.LIVE)
                    .join();

            assertThat(health).contains("\\\"snapshot_hooks\\\":\\\"did-not-run\\\"");
            assertThat(function.err()).contains("its checkpoint hooks did not run");
        }
    }

    @Test
    void aModelThatIsNotThereFailsTheInitAndNotAClient() throws Exception {
        Map<String, String> wrong = new HashMap<>(variables);
        Digest missing = Digest.of(new byte[] {1});
        wrong.put("SLIPWAY_MODEL", missing.toString());
        try (FunctionProcess function = FunctionProcess.start(folder, api, wrong, true, List.of())) {
            assertThat(api.initError().join()).contains(missing.toString());
            assertThat(function.exitCode()).isNotZero();
        }
    }

    @Test
    void severalCallsAtOnceAreAnsweredEachItsOwn() {
        Map<String, String> concurrent = new HashMap<>(variables);
        concurrent.put("AWS_LAMBDA_MAX_CONCURRENCY", "4");
        try (FunctionProcess _ = FunctionProcess.start(folder, api, concurrent, true, List.of())) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(api.invoke(TestFunction.event("GET", "/v2/models/sums"), TestFunction.LIVE));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i).join()).contains("\"Slipway-Request-Id\":\"call-" + (i + 1) + "\"");
            }
        }
    }

    @Test
    void nobodyIsCalledWhenTheEngineStarts() throws IOException {
        List<String> called = new CopyOnWriteArrayList<>();
        HttpServer trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trap.createContext("/", exchange -> {
            called.add(exchange.getRequestURI().toString());
            exchange.close();
        });
        trap.start();
        List<String> proxy = List.of(
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=" + trap.getAddress().getPort(),
                "-Dhttp.nonProxyHosts=");
        try (FunctionProcess _ = FunctionProcess.start(folder, api, variables, true, proxy)) {
            infer();

            assertThat(called).isEmpty();
        } finally {
            trap.stop(0);
        }
    }

    private Map<String, String> snapStart() {
        Map<String, String> snapshot = new HashMap<>(variables);
        snapshot.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        return snapshot;
    }

    private String infer() throws IOException {
        return api.invoke(Files.readString(EVENTS.resolve("infer.json")), TestFunction.LIVE)
                .join();
    }

    private String golden() throws IOException {
        return Files.readString(EVENTS.resolve("infer.answer"))
                .replace("sha256:<digest>", digest.toString())
                .strip();
    }
}
