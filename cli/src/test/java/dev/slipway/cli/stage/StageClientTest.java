package dev.slipway.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.MainRun;
import dev.slipway.cli.remote.SampleFunction;
import dev.slipway.cli.stage.StageClient.Reply;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.FolderReleaseStore;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.local.stage.RemoteOptions;
import dev.slipway.local.stage.RemoteStage;
import dev.slipway.local.stage.StageListener;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands read: of a stage, and of its records where none runs. */
class StageClientTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Path EXAMPLES = Path.of("../examples/digits");

    private final Path folder;
    private final MemoryModelStore models = new MemoryModelStore();
    private final List<String> asked = new ArrayList<>();
    private final RemoteStage stage;
    private final Controller controller;
    private Instant now = Instant.parse("2026-11-24T08:00:00.123456789Z");

    StageClientTest(@TempDir Path folder) {
        this.folder = folder;
        Ports ports = ports();
        this.stage = new RemoteStage(options(), ports, StageListener.silent());
        this.controller = new Controller(ports, clock(), Duration.ofMinutes(12), _ -> {});
    }

    private InstantSource clock() {
        return () -> now;
    }

    private RemoteOptions options() {
        return new RemoteOptions(
                "prod", "AWS", "slipway console", "1", Trust.ANYBODY, "elsewhere", Duration.ofMinutes(12), clock());
    }

    private Ports ports() {
        MemoryFunctionService functions =
                new MemoryFunctionService("code-1", version -> new SampleFunction(models, version));
        return new Ports(
                functions,
                new MemoryRouter(functions, 2),
                new MemoryMetricSource(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(1), now),
                new MemoryAlarmSource(),
                new FolderReleaseStore(folder.resolve(".slipway/releases")),
                models);
    }

    private Json.Fields request(String example) throws IOException {
        var read = Packager.read(EXAMPLES.resolve(example));
        new Packager(models).add(read);
        return Json.object()
                .with("model", Json.of("digits"))
                .with("digest", Json.of(read.digest().toString()))
                .with("by", Json.of("ann"))
                .with("reason", Json.of("a try"));
    }

    /** A release that serves, and one that was rolled back by hand. */
    private void releases(StageClient client) throws IOException, InterruptedException {
        client.start(request("v1"));
        controller.tick();
        client.start(request("v2"));
        controller.tick();
        for (int minute = 0; minute < 20; minute++) {
            now = now.plusSeconds(60);
            controller.tick();
        }
        Json.Fields who = Json.object().with("by", Json.of("ann")).with("reason", Json.of("enough"));
        client.act(DIGITS, "pause", who);
        client.act(DIGITS, "resume", who);
        client.act(DIGITS, "rollback", who);
    }

    @Test
    void everyAnswerThatCommandsReadIsAsTheApiDescribesIt() throws Exception {
        Description description = Description.read();
        RemoteDoor door = new RemoteDoor(stage);
        StageClient client = new StageClient(new StageClient.Door() {
            @Override
            public Reply send(String method, String path, byte[] body) {
                Reply reply = door.send(method, path, body);
                description.check(method, path, reply.status(), reply.body());
                asked.add(path);
                return reply;
            }

            @Override
            public Duration pace() {
                return door.pace();
            }

            @Override
            public RuntimeException refused(int status, String why) {
                return door.refused(status, why);
            }
        });
        releases(client);
        client.stage();
        client.all();
        client.status(DIGITS);
        client.history(DIGITS);
        client.traffic(DIGITS);
        client.release("digits-2");
        assertThat(asked)
                .contains("status", "endpoints/digits/history", "endpoints/digits/traffic", "releases/digits-2");
    }

    @Test
    void whereNoStageRunsTheRecordsAreReadInTheSameForm() throws Exception {
        releases(new StageClient(stage));
        RecordsDoor records = new RecordsDoor(folder.resolve(".slipway"));
        for (String path : List.of("endpoints/digits/history", "releases/digits-1", "releases/digits-2")) {
            Reply read = records.send("GET", path, new byte[0]);
            assertThat(new String(read.body(), StandardCharsets.UTF_8))
                    .isEqualTo(new String(stage.answer("GET", path, new byte[0]).body(), StandardCharsets.UTF_8));
            Description.read().check("GET", path, read.status(), read.body());
        }
    }

    @Test
    void aReportNeedsNoStage() throws Exception {
        releases(new StageClient(stage));
        MainRun report = MainRun.in(folder, "report", "digits");
        assertThat(report.exit()).as(report.err()).isZero();
        assertThat(report.out()).isEqualTo("digits-2.html");
        assertThat(Files.readString(folder.resolve("digits-2.html")))
                .contains("Release digits-2", "rolled back", "enough");
        assertThat(MainRun.in(folder, "history", "digits").out()).contains("digits-1", "rolled back");
        assertThat(MainRun.in(folder, "explain", "digits-2").out()).contains("enough");
    }

    @Test
    void whatGoesOnNowNeedsOne() throws Exception {
        releases(new StageClient(stage));
        for (String command : List.of("status", "watch digits", "rollback digits")) {
            MainRun run = MainRun.in(folder, command.split(" ", -1));
            assertThat(run.exit()).as(command).isEqualTo(1);
            assertThat(run.err()).contains("no stage runs on", "start one: slipway up");
        }
    }

    @Test
    void whatTheRecordsDoNotHaveIsNamed() throws Exception {
        releases(new StageClient(stage));
        MainRun run = MainRun.in(folder, "report", "wine-1");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no release \"wine-1\" in the records of", "endpoints: digits");
    }
}
