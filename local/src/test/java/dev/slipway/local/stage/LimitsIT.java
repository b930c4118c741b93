package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.testing.Await;
import dev.slipway.local.testing.Probe;
import dev.slipway.local.testing.ProbePackage;
import dev.slipway.local.testing.Wire.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients get when a function takes too long, dies, or has too much to do. */
class LimitsIT {

    private static final String QUICK = "{memory: 256, timeout: 1s, snapstart: on}";

    @TempDir
    Path folder;

    private final List<ProbeStage> stages = new ArrayList<>();

    @AfterEach
    void stop() {
        stages.forEach(ProbeStage::close);
    }

    private ProbeStage start(HostLimits limits, Duration patience) {
        ProbeStage stage =
                ProbeStage.start(ProbeStage.options(folder).limited(Probe.machine(Map.of()), limits, patience));
        stages.add(stage);
        return stage;
    }

    private static String text(Reply reply) {
        return JsonReader.parse("error", reply.body()).text("error");
    }

    @Test
    void aGatewayWaitsAsLongAsApiGatewayWhereNobodySaysOtherwise() {
        assertThat(ProbeStage.options(folder).patience()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aStageThatIsReadyAfterAPromotionAnswersTheVeryNextCall() {
        ProbeStage stage = start(HostLimits.lambda(), StageOptions.GATEWAY_PATIENCE);
        Digest digest = ProbePackage.put(stage.stage().models(), "one", QUICK, ProbePackage.AT_ONCE);
        stage.stage().release(ProbePackage.MODEL, digest, Optional.empty(), "test", "");
        Await.until("the verdict is written down", () -> stage.status().contains("\"promoted\""));
        Await.until("it is ready", stage.stage()::ready);
        assertThat(stage.infer("{}").status()).isEqualTo(200);
    }

    @Test
    void aFunctionOverItsTimeoutIsCutAndTheNextCallIsServed() {
        ProbeStage stage = start(HostLimits.lambda(), StageOptions.GATEWAY_PATIENCE);
        stage.serve("one", QUICK);
        Reply reply = stage.infer("do-hang");
        assertThat(reply.status()).isEqualTo(504);
        assertThat(text(reply)).contains("Sandbox.Timedout", "Task timed out after 1.00 seconds");
        assertThat(reply.header("Slipway-Version")).isEqualTo("1");
        assertThat(stage.infer("{}").status()).isEqualTo(200);
    }

    @Test
    void aCallOverTheGatewaysPatienceIsAnsweredWhileTheFunctionGoesOn() {
        ProbeStage stage = start(HostLimits.lambda(), Duration.ofMillis(300));
        stage.serve("one", "{memory: 256, timeout: 30s, snapstart: on}");
        Reply reply = stage.infer("do-hang");
        assertThat(reply.status()).isEqualTo(504);
        assertThat(text(reply)).contains("Caller.Timedout");
    }

    @Test
    void callsBeyondTheQueueAreToldToComeBack() throws Exception {
        ProbeStage stage = start(HostLimits.lambda().with(1, 1), StageOptions.GATEWAY_PATIENCE);
        stage.serve("one", QUICK);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> calls = IntStream.range(0, 6)
                    .mapToObj(_ -> callers.submit(() -> stage.infer("do-hang")))
                    .toList();
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> call : calls) {
                replies.add(call.get());
            }
            assertThat(replies).extracting(Reply::status).containsOnly(429, 504).contains(429, 504);
            assertThat(replies).filteredOn(reply -> reply.status() == 429).allSatisfy(reply -> {
                assertThat(reply.header("Retry-After")).isEqualTo("1");
                assertThat(text(reply)).contains("probe:1 is saturated");
            });
        }
    }

    @Test
    void aCallThatNoEnvironmentIsFreeForInTimeIsToldToComeBack() throws Exception {
        ProbeStage stage = start(HostLimits.lambda().with(1, 5), Duration.ofMillis(300));
        stage.serve("one", "{memory: 256, timeout: 30s, snapstart: on}");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> first = callers.submit(() -> stage.infer("do-hang"));
            assertThat(first.get().text()).contains("Caller.Timedout");
            Reply second = stage.infer("{}");
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.header("Retry-After")).isNotEmpty();
            assertThat(text(second)).contains("had no environment free in time");
        }
    }

    @Test
    void aProcessThatEndsMidwayIsABadGatewayAndTheNextCallIsServed() {
        ProbeStage stage = start(HostLimits.lambda(), StageOptions.GATEWAY_PATIENCE);
        stage.serve("one", QUICK);
        Reply reply = stage.infer("do-exit");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(text(reply)).contains("Runtime.ExitError", "exit status 3");
        assertThat(stage.infer("{}").status()).isEqualTo(200);
    }

    @Test
    void aVersionWithTrafficHasASpareSoThatTheDeathOfOneProcessCostsNoStart() {
        ProbeStage stage = start(HostLimits.lambda().with(2, 10), StageOptions.GATEWAY_PATIENCE);
        stage.serve("one", QUICK);
        Await.until("two processes stand by", () -> stage.processes().size() == 2);
        assertThat(stage.infer("do-exit").status()).isEqualTo(502);
        assertThat(stage.stage().ready()).isTrue();
        Await.until("there are two again", () -> stage.processes().size() == 2);
    }

    @Test
    void aModelThatCannotStartNeverGetsTrafficAndItsReleaseSaysWhy() {
        ProbeStage stage = ProbeStage.start(ProbeStage.options(folder)
                .limited(
                        Probe.machine(Map.of("PROBE_INIT", "throw")),
                        HostLimits.lambda(),
                        StageOptions.GATEWAY_PATIENCE));
        stages.add(stage);
        stage.stage()
                .release(
                        ProbePackage.MODEL,
                        ProbePackage.put(stage.stage().models(), "one", QUICK, ProbePackage.AT_ONCE),
                        Optional.empty(),
                        "test",
                        "");
        Await.until("it was given up", () -> stage.status().contains("the model cannot be loaded"));
        Reply reply = stage.infer("{}");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(text(reply)).isEqualTo("no version of probe has traffic yet");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(stage.get("/v2/health/ready").status()).isEqualTo(200);
    }
}
