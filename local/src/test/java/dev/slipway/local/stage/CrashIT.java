package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.spec.ProblemsException;
import dev.slipway.local.testing.Await;
import dev.slipway.local.testing.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage that ends, in every way there is, and the one that comes after it. */
class CrashIT {

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> Await.until("it ended", () -> !process.isAlive()));
    }

    /** A stage of its own process that answers. */
    private record Running(Process process, URI url, List<ProcessHandle> children) {}

    private Running start() {
        try {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ProbeStageMain.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            started.add(process);
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            assertThat(line).startsWith("ready ");
            Await.until("it started a function", () -> process.descendants().count() >= 2);
            return new Running(
                    process,
                    URI.create(line.substring("ready ".length())),
                    process.descendants().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int infer(URI url) {
        return Wire.ask(
                        url,
                        "POST " + ProbeStage.INFER + " HTTP/1.1\nHost: " + url.getAuthority(),
                        "{}".getBytes(StandardCharsets.UTF_8))
                .status();
    }

    private static void assertAllEnd(List<ProcessHandle> processes) {
        Await.until("all children ended", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void killedTheStageTakesItsChildrenAlongAndTheNextOneTakesOver() {
        Running first = start();
        first.process().destroyForcibly();
        assertAllEnd(first.children());
        assertThat(StageFile.read(folder.resolve("home"))).isPresent();

        Running second = start();
        assertThat(second.url()).isNotEqualTo(first.url());
        Await.until("it serves what the first one did", () -> infer(second.url()) == 200);
        assertThat(StageFile.read(folder.resolve("home")).orElseThrow().process())
                .isEqualTo(second.process().pid());
    }

    @Test
    void askedToEndItLeavesNeitherAChildNorItsFile() {
        Running stage = start();
        stage.process().destroy();
        Await.until("it ended", () -> !stage.process().isAlive());
        assertThat(stage.process().exitValue()).isEqualTo(143);
        assertThat(stage.children())
                .noneMatch(child ->
                        child.isAlive() && child.info().command().orElse("").endsWith("/java"));
        assertAllEnd(stage.children());
        assertThat(StageFile.read(folder.resolve("home"))).isEmpty();
    }

    @Test
    void aSecondStageOnTheSameHomeIsRefusedAndTheFirstIsNamed() {
        Running stage = start();
        assertThatThrownBy(() -> ProbeStage.start(ProbeStage.options(folder)))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("process " + stage.process().pid() + " at " + stage.url());
        assertThat(infer(stage.url())).isEqualTo(200);
    }

    @Test
    void aSecondStageInTheSameProcessIsRefusedToo() {
        try (ProbeStage stage = ProbeStage.start(ProbeStage.options(folder))) {
            assertThatThrownBy(() -> ProbeStage.start(ProbeStage.options(folder)))
                    .isInstanceOf(ProblemsException.class)
                    .hasMessageContaining("at " + stage.url());
        }
        ProbeStage.start(ProbeStage.options(folder)).close();
    }

    @Test
    void aPortInUseIsToldAndNothingIsLeftBehind() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> ProbeStage.start(ProbeStage.options(folder).at("127.0.0.1", port, false)))
                    .isInstanceOf(ProblemsException.class)
                    .hasMessageContaining("--port " + port)
                    .hasMessageContaining("cannot listen at 127.0.0.1:" + port)
                    .hasMessageContaining("--port 0");
        }
        assertThat(StageFile.read(folder.resolve("home"))).isEmpty();
        ProbeStage.start(ProbeStage.options(folder)).close();
    }

    @Test
    void aHostThatIsNotOfThisMachineIsTold() {
        assertThatThrownBy(() -> ProbeStage.start(ProbeStage.options(folder).at("192.0.2.1", 0, false)))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("cannot listen at 192.0.2.1:0");
        assertThatThrownBy(() -> ProbeStage.start(ProbeStage.options(folder).at("no such host", 0, false)))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("\"no such host\" is not known here");
    }

    @Test
    void beyondThisMachineTheStagesOwnDoorIsShutUnlessItIsExposed() {
        String bearer = "\nAuthorization: Bearer ";
        try (ProbeStage open = ProbeStage.start(ProbeStage.options(folder).at("0.0.0.0", 0, false))) {
            assertThat(open.stage().console()).isEmpty();
            assertThat(open.send(
                                    "GET",
                                    "/stage/api/status",
                                    bearer + open.file().token())
                            .status())
                    .isEqualTo(403);
            assertThat(open.get("/stage/console?token=" + open.file().token()).text())
                    .contains("--expose-stage");
            assertThat(open.get("/v2/health/live").status()).isEqualTo(200);
        }
        try (ProbeStage exposed = ProbeStage.start(ProbeStage.options(folder).at("0.0.0.0", 0, true))) {
            assertThat(exposed.stage().console()).isPresent();
            assertThat(exposed.send(
                                    "GET",
                                    "/stage/api/status",
                                    bearer + exposed.file().token())
                            .status())
                    .isEqualTo(200);
            assertThat(exposed.get("/stage/api/status").status()).isEqualTo(401);
        }
    }

    @Test
    void killedUnderCallsAChildCostsOnlyThoseThatItHad() {
        Running stage = start();
        for (int round = 0; round < 5; round++) {
            List<ProcessHandle> functions = stage.process()
                    .children()
                    .filter(child -> child.info().command().orElse("").endsWith("/java"))
                    .toList();
            functions.forEach(ProcessHandle::destroyForcibly);
            assertThat(infer(stage.url())).isIn(200, 502, 503);
            Await.until("the next is served", () -> infer(stage.url()) == 200);
        }
    }
}
