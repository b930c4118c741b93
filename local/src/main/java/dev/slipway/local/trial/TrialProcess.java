package dev.slipway.local.trial;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.function.InstalledCode;
import dev.slipway.local.function.LocalFunctionService;
import dev.slipway.local.runtime.CallResult;
import dev.slipway.local.runtime.FunctionCode;
import dev.slipway.local.runtime.FunctionHost;
import dev.slipway.local.runtime.FunctionSettings;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.runtime.LineSink;
import dev.slipway.local.runtime.Machine;
import dev.slipway.local.runtime.Timing;
import dev.slipway.local.runtime.VersionHost;
import dev.slipway.local.runtime.VersionSpec;
import dev.slipway.startup.StartupCaches.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A package in one child process, under AWS's runtime client, with the installed code as it lies there. It ends with
 * {@link #close()}, and with this process in any case.
 */
public final class TrialProcess implements AutoCloseable {

    private static final String VERSION = "trial";

    /** Nobody waits behind a trial, so a large model may take its time to load. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LOOK = Duration.ofMillis(1);

    /** Linux counts processor time in these (man 7 time: USER_HZ). */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Kept: the logging system forgets levels of loggers that nobody holds. */
    private final Logger helidon;

    private final FunctionHost host;
    private final VersionHost version;
    private final Duration start;

    private TrialProcess(Logger helidon, FunctionHost host, VersionHost version, Duration start) {
        this.helidon = helidon;
        this.host = host;
        this.version = version;
        this.start = start;
    }

    /** As the other {@code start}, where nobody looks at what it prints. */
    public static TrialProcess start(
            Machine machine,
            InstalledCode code,
            FunctionSettings settings,
            ModelName model,
            Digest digest,
            Path store,
            Path home) {
        return start(machine, code, settings, model, digest, store, home, (_, _) -> {});
    }

    /**
     * Starts it and waits until it can answer. One that starts from a snapshot is then at its checkpoint, and the first
     * call restores it.
     *
     * @param store the folder that packages are read from
     * @param home where its log and its temporary files are kept
     * @param lines sees what it prints
     * @throws PlatformException.Unavailable where it does not start; the message says why
     */
    public static TrialProcess start(
            Machine machine,
            InstalledCode code,
            FunctionSettings settings,
            ModelName model,
            Digest digest,
            Path store,
            Path home,
            LineSink lines) {
        Logger helidon = Logger.getLogger("io.helidon");
        helidon.setLevel(Level.WARNING); // its greetings are no progress of ours
        LongSupplier nanos = Timing.system().nanos();
        FunctionHost host = FunctionHost.start(machine, limits(), Timing.system(), _ -> {});
        try {
            VersionHost version = host.add(spec(machine, code, settings, model, digest, store, home), lines, false);
            long begun = nanos.getAsLong();
            if (settings.snapStart()) {
                awaitCheckpoint(version, nanos, begun);
            } else {
                version.warm(1);
            }
            return new TrialProcess(helidon, host, version, Duration.ofNanos(nanos.getAsLong() - begun));
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    static VersionSpec spec(
            Machine machine,
            InstalledCode code,
            FunctionSettings settings,
            ModelName model,
            Digest digest,
            Path store,
            Path home) {
        return new VersionSpec(
                model,
                VERSION,
                digest,
                code.inPlace(machine.architecture()),
                settings,
                store,
                home.resolve("logs").resolve(model.value()).resolve(VERSION),
                home.resolve("work").resolve(VERSION + "-" + UUID.randomUUID()));
    }

    private static void awaitCheckpoint(VersionHost version, LongSupplier nanos, long begun) {
        version.keep(1);
        while (!version.canAnswer()) {
            boolean failed = version.state() instanceof FunctionService.State.Failed;
            if (failed
                    || nanos.getAsLong() - begun > START.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                throw new PlatformException.Unavailable(
                        version.spec().label() + " does not come to its checkpoint: " + version.lastFailure());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    static HostLimits limits() {
        HostLimits lambda = HostLimits.lambda();
        return new HostLimits(
                1,
                1,
                lambda.payload(),
                START,
                START,
                lambda.restore(),
                lambda.idle(),
                1,
                lambda.firstBackoff(),
                lambda.longestBackoff());
    }

    /** Calls it. */
    public CallResult call(byte[] event) {
        VersionSpec spec = version.spec();
        return version.invoke(
                UUID.randomUUID().toString(),
                LocalFunctionService.arn(spec.endpoint(), VERSION),
                event,
                spec.settings().timeout().plus(PATIENCE));
    }

    /** The SHA-256 of the code it runs. */
    public String code() {
        FunctionCode code = version.spec().code();
        return code.sha256();
    }

    /** Whether there is a start-up cache for it that its JVM was not seen to refuse. */
    public boolean hasStartupCache() {
        return host.startups().find(version.spec()) instanceof Ready;
    }

    /** From the start of the process until it could answer, or stood at its checkpoint. */
    public Duration start() {
        return start;
    }

    /** The ids of its processes: one, while it lives. */
    public List<Long> processes() {
        return version.processes();
    }

    /** The most memory it had so far, in bytes, where the system tells. */
    public OptionalLong peakMemory() {
        return version.processes().stream()
                .map(TrialProcess::peakMemory)
                .flatMapToLong(OptionalLong::stream)
                .max();
    }

    /** What Linux knows of a process (man 5 proc_pid_status: VmHWM, in units of 1,024 bytes). */
    private static OptionalLong peakMemory(long process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The processor time it used so far, where the system tells. */
    public Optional<Duration> processorTime() {
        return version.processes().stream()
                .flatMap(process -> processorTime(process).stream())
                .findFirst();
    }

    /** Fields 14 and 15 of man 5 proc_pid_stat, in user and system mode; the second field may have spaces. */
    private static Optional<Duration> processorTime(long process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(TICK.multipliedBy(Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        host.close();
        try {
            Files.deleteIfExists(version.spec().work());
        } catch (IOException _) {
            // an empty folder that stays behind does no harm
        }
        helidon.setLevel(null);
    }
}
