package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.testing.Await;
import dev.slipway.local.testing.Probe;
import dev.slipway.local.testing.ProbePackage;
import dev.slipway.local.testing.Wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that take their process with them, when they start, when they are proven and when they are asked. */
class DeathsIT {

    private static final String SERVING = "{memory: 256, timeout: 5s, snapstart: on}";

    @TempDir
    Path folder;

    private ProbeStage start(Map<String, String> variables) {
        return ProbeStage.start(ProbeStage.options(folder)
                .limited(Probe.machine(variables), HostLimits.lambda(), StageOptions.GATEWAY_PATIENCE));
    }

    private static void release(ProbeStage stage, String weights) {
        stage.stage()
                .release(
                        ProbePackage.MODEL,
                        ProbePackage.put(stage.stage().models(), weights, SERVING, ProbePackage.AT_ONCE),
                        Optional.empty(),
                        "test",
                        "");
    }

    private static List<ProcessHandle> newer(ProbeStage stage, List<ProcessHandle> known) {
        return stage.processes().stream().filter(each -> !known.contains(each)).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exit  | exit status 3
            abort | signal 6
            eat   | MB of memory and has 256 MB
            """)
    void aVersionThatTakesItsProcessWithItWhenItStartsIsNotPromotedAndStableServes(String how, String why) {
        try (ProbeStage stage = start(Map.of("PROBE_INIT_2", how))) {
            stage.serve("one", SERVING);
            release(stage, "two");
            Await.until("the release ended", () -> stage.status().contains("\"state\":\"rolled-back\""));
            assertThat(stage.status()).contains("version 2 failed to start: ", why);
            Reply reply = stage.infer("{}");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Slipway-Version")).isEqualTo("1");
            assertThat(stage.warnings())
                    .anySatisfy(warning ->
                            assertThat(warning).contains("an environment of probe:2 failed: ", why, "(log: "));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            do-exit  | Runtime.ExitError: probe:1: Runtime exited with error: exit status 3
            do-abort | Runtime.ExitError: probe:1: Runtime exited with error: signal 6
            do-eat   | Runtime.OutOfMemory: probe:1: it used
            """)
    void aCallThatTakesItsProcessWithItIsABadGatewayWithItsReasonAndTheNextIsServed(String event, String why) {
        try (ProbeStage stage = start(Map.of())) {
            stage.serve("one", SERVING);
            Reply reply = stage.infer(event);
            assertThat(reply.status()).isEqualTo(502);
            assertThat(JsonReader.parse("error", reply.body()).text("error"))
                    .contains("version 1 of probe did not answer: " + why)
                    .doesNotContain(folder.toString());
            assertThat(stage.infer("{}").status()).isEqualTo(200);
        }
    }

    @Test
    void aProcessThatIsKilledWhileItsVersionIsProvenIsStartedAgain() throws IOException {
        Path gate = folder.resolve("gate");
        try (ProbeStage stage = start(Map.of("PROBE_GATE_2", gate.toString()))) {
            stage.serve("one", SERVING);
            Await.until("stable has its spare", () -> stage.processes().size() >= 2);
            List<ProcessHandle> ofStable = stage.processes();
            release(stage, "two");
            Await.until("the candidate starts", () -> !newer(stage, ofStable).isEmpty());
            newer(stage, ofStable).forEach(ProcessHandle::destroyForcibly);
            Files.createFile(gate);
            Await.until(
                    "the candidate serves",
                    () -> stage.infer("{}").header("Slipway-Version").equals("2"));
            Await.until("the release ended", () -> stage.status().contains("\"state\":\"promoted\""));
        }
    }

    @Test
    void whoStartsNoMoreTellsClientsThatAndItsStageWhy() {
        try (ProbeStage stage = start(Map.of())) {
            stage.serve("one", SERVING);
        }
        try (ProbeStage stage = start(Map.of("PROBE_INIT", "throw"))) {
            Await.until("it fails and pauses", () -> stage.infer("{}").status() == 503);
            Reply reply = stage.infer("{}");
            assertThat(JsonReader.parse("error", reply.body()).text("error"))
                    .isEqualTo("probe:1 does not start; its stage says why");
            assertThat(reply.header("Retry-After")).isNotEmpty();
            assertThat(stage.warnings())
                    .anySatisfy(warning -> assertThat(warning)
                            .contains("an environment of probe:1 failed: ", "the model cannot be loaded", "(log: "));
        }
    }
}
