package dev.slipway.local.stage;

import static dev.slipway.local.testing.ProbePackage.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.testing.Await;
import dev.slipway.local.testing.Probe;
import dev.slipway.local.testing.ProbePackage;
import dev.slipway.local.testing.Wire.Reply;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates whose process is broken, each in its own way, once clients call it: the evidence takes them back. */
class BrokenCandidateIT {

    private static final String SERVING = "{memory: 256, timeout: 1s, snapstart: off}";
    private static final String PLAN =
            "{advance: no-evidence-against, steps: [{verify: {restores: 1}}, {shift: {to: 50%, at_least: 1m, at_most: 5m}}]}";
    private static final int CLIENTS = 4;

    @TempDir
    private Path folder = Path.of("");

    private volatile boolean over;

    /** {@code fail} answers 500 and throws nothing, {@code exit} ends its process, {@code hang} never answers. */
    @ParameterizedTest
    @ValueSource(strings = {"fail", "exit", "hang"})
    void aCandidateThatIsBrokenInThisWayIsRolledBack(String how) {
        Digest candidate = ProbePackage.put(new MemoryModelStore(), "candidate", SERVING, PLAN);
        StageOptions options = ProbeStage.options(folder)
                .limited(
                        Probe.machine(Map.of("PROBE_TROUBLE", candidate + " " + how)),
                        HostLimits.lambda(),
                        StageOptions.GATEWAY_PATIENCE);
        try (ProbeStage stage = ProbeStage.start(options);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            stage.serve("stable", SERVING);
            ProbePackage.put(stage.stage().models(), "candidate", SERVING, PLAN);
            stage.stage().release(MODEL, candidate, Optional.empty(), "test", "");
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> call(stage));
            }
            try {
                Await.until("it is rolled back", () -> release(stage).status() instanceof Status.RolledBack);
            } finally {
                over = true;
            }

            assertThat(release(stage).reason().rule())
                    .as(release(stage).reason().text())
                    .isIn("catastrophe", "errors");
            assertThat(release(stage).reason().number())
                    .isGreaterThanOrEqualTo(release(stage).reason().threshold());
        }
    }

    private void call(ProbeStage stage) {
        while (!over) {
            Reply reply = stage.infer("{}");
            assertThat(reply.status()).isIn(200, 429, 500, 502, 503, 504);
        }
    }

    private static ReleaseState release(ProbeStage stage) {
        return stage.stage().status(MODEL).flatMap(EndpointStatus::release).orElseThrow();
    }
}
