package dev.slipway.local.runtime;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Runs versions: one Runtime API for all of them, and the watch over their limits. */
public final class FunctionHost implements AutoCloseable {

    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Machine machine;
    private final HostLimits limits;
    private final Timing timing;
    private final Consumer<String> complaints;
    private final RuntimeServer server;
    private final Startups startups;
    private final SecureRandom secrets = new SecureRandom();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<VersionHost> versions = new CopyOnWriteArrayList<>();
    private final Thread sweeper;
    private volatile boolean closed;

    private FunctionHost(Machine machine, HostLimits limits, Timing timing, Consumer<String> complaints) {
        this.complaints = complaints;
        this.machine = machine;
        this.limits = limits;
        this.timing = timing;
        this.startups = new Startups(machine, timing, complaints);
        this.server = RuntimeServer.start(limits.payload(), timing);
        this.sweeper = Thread.ofPlatform().daemon().name("slipway-limits").start(this::sweep);
    }

    /**
     * Starts a host without versions.
     *
     * @param complaints hears of environments that fail, in words for whoever looks after the stage
     */
    public static FunctionHost start(Machine machine, HostLimits limits, Timing timing, Consumer<String> complaints) {
        return new FunctionHost(machine, limits, timing, complaints);
    }

    /** What its children run on. */
    public Machine machine() {
        return machine;
    }

    /** The start-up caches of its children. */
    public Startups startups() {
        return startups;
    }

    /** What it allows. */
    public HostLimits limits() {
        return limits;
    }

    /**
     * Takes a version on. No environment starts before there is a need.
     *
     * @param spec what to run
     * @param lines sees what its environments print
     * @param proven whether an environment of this version is known to have started before
     */
    public VersionHost add(VersionSpec spec, LineSink lines, boolean proven) {
        Starter starter = new Starter(spec, machine, startups, timing, server, lines, secrets, executor);
        VersionHost version = new VersionHost(spec, limits, timing, starter, proven, complaints);
        versions.add(version);
        return version;
    }

    /** Stops a version and forgets it. */
    public void remove(VersionHost version) {
        versions.remove(version);
        version.close();
    }

    private void sweep() {
        while (!closed) {
            for (VersionHost version : versions) {
                sweep(version);
            }
            LockSupport.parkNanos(SWEEP_NANOS);
        }
    }

    private static void sweep(VersionHost version) {
        try {
            version.sweep();
        } catch (RuntimeException | Error _) {
            // Not even too little memory may end this thread: no limit would hold any more. The next round tries again.
        }
    }

    /** Stops all versions; no child is left. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sweeper);
        List<Thread> stops = versions.stream()
                .map(version -> Thread.ofVirtual().start(version::close))
                .toList();
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        server.close();
        executor.close();
    }
}
