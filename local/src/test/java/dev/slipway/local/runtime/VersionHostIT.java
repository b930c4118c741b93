package dev.slipway.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.function.InstalledCode;
import dev.slipway.local.testing.Await;
import dev.slipway.local.testing.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Children under AWS's real runtime interface client, and under the plain one that stands in for it elsewhere. */
@ParameterizedClass
@EnumSource(RuntimeClient.class)
class VersionHostIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final FunctionSettings PLAIN = new FunctionSettings(256, Duration.ofSeconds(30), false);
    private static final FunctionSettings SNAPSHOT = new FunctionSettings(256, Duration.ofSeconds(30), true);
    private static final FunctionSettings SHORT = new FunctionSettings(256, Duration.ofSeconds(1), true);

    @TempDir
    static Path bundle;

    private static InstalledCode installed;

    @Parameter
    private RuntimeClient client = RuntimeClient.AWS;

    @TempDir
    Path home;

    private final List<FunctionHost> hosts = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void install() {
        installed = Probe.install(bundle);
    }

    @AfterEach
    void stop() {
        hosts.forEach(FunctionHost::close);
    }

    private VersionHost version(FunctionSettings settings, HostLimits limits, Map<String, String> variables) {
        FunctionHost host =
                FunctionHost.start(Probe.machine(variables).asking(client), limits, Timing.system(), complaints::add);
        hosts.add(host);
        VersionSpec spec = new VersionSpec(
                new ModelName("digits"),
                "7",
                Digest.of(new byte[0]),
                code(),
                settings,
                home.resolve("store"),
                home.resolve("logs"),
                home.resolve("work"));
        return host.add(spec, (_, _) -> {}, false);
    }

    private VersionHost version(FunctionSettings settings) {
        return version(settings, HostLimits.lambda(), Map.of());
    }

    private static FunctionCode code() {
        return installed.inPlace(Machine.running().architecture());
    }

    private static CallResult call(VersionHost version, String event) {
        return version.invoke(
                UUID.randomUUID().toString(),
                "arn:aws:lambda:local:000000000000:function:digits:live",
                event.getBytes(StandardCharsets.UTF_8),
                PATIENCE);
    }

    private static String answer(CallResult result) {
        assertThat(result).isInstanceOf(CallResult.Answered.class);
        return new String(((CallResult.Answered) result).payload(), StandardCharsets.UTF_8);
    }

    @Test
    void aCallIsAnsweredByTheVersion() {
        assertThat(answer(call(version(PLAIN), "{}")))
                .contains("\\\"version\\\":\\\"7\\\"", "\\\"remaining\\\":true", "function:digits:live");
    }

    @Test
    void withSnapStartTheHooksRunAroundTheCheckpointBeforeTheFirstCall() {
        assertThat(answer(call(version(SNAPSHOT), "{}"))).contains("\\\"hooks\\\":\\\"before,after\\\"");
    }

    @Test
    void withoutSnapStartNoHookRuns() {
        assertThat(answer(call(version(PLAIN), "{}"))).contains("\\\"hooks\\\":\\\"\\\"");
    }

    @Test
    void aVersionThatMustShowItCanStartParksAtItsCheckpointAndIsActive() {
        VersionHost version = version(SNAPSHOT);
        assertThat(version.state()).isEqualTo(new State.Pending());
        version.keep(0);
        Await.until("it is active", () -> version.state().equals(new State.Active()));
        assertThat(version.canAnswer()).isTrue();
    }

    @Test
    void aVersionThatNobodyKeepsSleepsAndIsWokenByWarming() {
        VersionHost version = version(PLAIN, limits(3, 10, Duration.ofMillis(1)), Map.of());
        version.keep(0);
        Await.until("it sleeps", () -> version.state().equals(new State.Inactive()));
        version.keep(1);
        version.warm(1);
        assertThat(version.state()).isEqualTo(new State.Active());
    }

    @Test
    void aHandlerThatThrowsIsHeardInItsOwnWords() {
        assertThat(call(version(PLAIN), "do-throw"))
                .isEqualTo(new CallResult.Threw("Runtime.UserException", "IllegalStateException: asked to throw"));
    }

    @Test
    void aProcessThatEndsDuringACallLeavesItUnansweredAndTheNextCallIsServed() {
        VersionHost version = version(PLAIN);
        assertThat(call(version, "do-exit"))
                .isEqualTo(new CallResult.Unanswered(
                        "Runtime.ExitError", "digits:7: Runtime exited with error: exit status 3"));
        assertThat(answer(call(version, "{}"))).contains("version");
    }

    @Test
    void killingAnIdleProcessCostsNoCall() {
        VersionHost version = version(PLAIN);
        version.warm(1);
        long process = version.processes().getFirst();
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        Await.until("its end was noticed", () -> !version.processes().contains(process));
        assertThat(answer(call(version, "{}"))).contains("version");
    }

    @Test
    void aCallOverTheFunctionsTimeoutIsCutAndItsProcessEnds() {
        VersionHost version = version(SHORT);
        version.warm(1);
        long process = version.processes().getFirst();
        assertThat(call(version, "do-hang"))
                .isEqualTo(new CallResult.Unanswered("Sandbox.Timedout", "Task timed out after 1.00 seconds"));
        Await.until("the process is gone", () -> ProcessHandle.of(process).isEmpty());
        assertThat(answer(call(version, "{}"))).contains("version");
    }

    @Test
    void anEnvironmentOverItsMemoryIsEndedBesideTheHeapTooAndTheNextCallIsServed() {
        VersionHost version = version(SNAPSHOT);
        CallResult result = call(version, "do-eat");
        assertThat(result).isInstanceOf(CallResult.Unanswered.class);
        assertThat(((CallResult.Unanswered) result).kind()).isEqualTo("Runtime.OutOfMemory");
        assertThat(((CallResult.Unanswered) result).message())
                .matches("digits:7: it used \\d+ MB of memory and has 256 MB; raise serving.memory in slipway.yaml,"
                        + " or send less at a time");
        Await.until("its log says so", () -> log().contains("slipway: ended: Runtime.OutOfMemory: it used"));
        assertThat(complaints).singleElement(STRING).contains("an environment of digits:7 failed: it used", "(log: ");
        assertThat(answer(call(version, "{}"))).contains("hooks");
    }

    @Test
    void anAnswerOverTheLimitIsUnansweredAndSaysSo() {
        assertThat(call(version(PLAIN), "do-large"))
                .isEqualTo(new CallResult.Unanswered(
                        "Function.ResponseSizeTooLarge",
                        "Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
    }

    @Test
    void aVersionThatCannotStartFailsWithTheReason() {
        HostLimits quick = limits(3, 10, Duration.ofMillis(1));
        VersionHost version = version(SNAPSHOT, quick, Map.of("PROBE_INIT", "throw"));
        version.keep(0);
        Await.until("it was given up", () -> version.state() instanceof State.Failed);
        assertThat(((State.Failed) version.state()).reason())
                .contains("the model cannot be loaded")
                .contains(".log");
        assertThat(call(version, "{}")).isInstanceOf(CallResult.NotReady.class);
        assertThatThrownBy(() -> version.warm(1))
                .isInstanceOf(PlatformException.Unavailable.class)
                .hasMessageContaining("the model cannot be loaded");
    }

    @Test
    void aStartOverTheLimitIsCutAndRunsAgainWithinTheFirstCall() throws IOException {
        Path gate = home.resolve("gate");
        HostLimits cutting = new HostLimits(
                3,
                10,
                1000,
                Duration.ofMillis(300),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                3,
                Duration.ofMillis(1),
                Duration.ofMillis(1));
        VersionHost version = version(PLAIN, cutting, Map.of("PROBE_GATE", gate.toString()));
        version.keep(1);
        Await.until("the start was cut", () -> version.state().equals(new State.Active()));
        assertThat(version.canAnswer()).isTrue();
        assertThat(version.processes()).isEmpty();
        Files.createFile(gate);
        assertThat(answer(call(version, "{}"))).contains("version");
    }

    @Test
    void callsBeyondTheQueueAreRefused() throws Exception {
        HostLimits narrow = HostLimits.lambda().with(1, 1);
        VersionHost version = version(SHORT, narrow, Map.of());
        version.warm(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<CallResult>> results = IntStream.range(0, 3)
                    .mapToObj(_ -> callers.submit(() -> call(version, "do-hang")))
                    .toList();
            List<CallResult> ends = new ArrayList<>();
            for (Future<CallResult> result : results) {
                ends.add(result.get());
            }
            assertThat(ends).filteredOn(CallResult.Saturated.class::isInstance).hasSize(1);
            assertThat(ends).filteredOn(CallResult.Unanswered.class::isInstance).hasSize(2);
        }
    }

    @Test
    void warmingStartsSeveralEnvironmentsWhichThenAnswer() {
        VersionHost version = version(SNAPSHOT);
        version.warm(3);
        assertThat(version.processes()).hasSize(3);
    }

    @Test
    void environmentsThatRestTooLongEndDownToTheKeptButNoneWhileSomebodyWarms() {
        HostLimits impatient = limits(3, 10, Duration.ofMillis(1));
        VersionHost version = version(PLAIN, impatient, Map.of());
        version.keep(1);
        version.warm(3);
        Await.until("one is left", () -> version.processes().size() == 1);
    }

    @Test
    void aCallerThatGivesUpGetsAnAnswerWhileTheFunctionGoesOn() {
        VersionHost version = version(PLAIN);
        version.warm(1);
        CallResult result =
                version.invoke("a-request", "arn", "do-hang".getBytes(StandardCharsets.UTF_8), Duration.ofMillis(100));
        assertThat(result).isInstanceOf(CallResult.Unanswered.class);
        assertThat(((CallResult.Unanswered) result).kind()).isEqualTo("Caller.Timedout");
        assertThat(version.processes()).hasSize(1);
    }

    @Test
    void closingLeavesNoProcess() {
        VersionHost version = version(SNAPSHOT);
        version.warm(2);
        List<Long> processes = version.processes();
        hosts.removeFirst().close();
        assertThat(processes).allSatisfy(id -> assertThat(ProcessHandle.of(id)).isEmpty());
    }

    @Test
    void whatAnEnvironmentPrintsIsInItsLog() {
        VersionHost version = version(PLAIN);
        answer(call(version, "{}"));
        call(version, "do-throw");
        Await.until("the log has both", () -> log().contains("\"Latency\":1.5") && log().contains("asked to throw"));
    }

    private String log() {
        try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
            return Files.readString(logs.findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HostLimits limits(int environments, int queue, Duration idle) {
        return new HostLimits(
                environments,
                queue,
                HostLimits.LAMBDA_PAYLOAD,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                idle,
                3,
                Duration.ofMillis(1),
                Duration.ofMillis(1));
    }
}
