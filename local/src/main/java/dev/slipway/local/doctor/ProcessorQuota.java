package dev.slipway.local.doctor;

import dev.slipway.core.doctor.ProcessorShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A control group of Linux whose processes get no more than a share of a processor, where this process may make one:
 * usually as root. Source: docs.kernel.org/scheduler/sched-bwc.html and admin-guide/cgroup-v2.html.
 */
final class ProcessorQuota implements AutoCloseable {

    private static final long PERIOD_MICROS = (long) (ProcessorShare.PERIOD_MILLIS * 1000);
    private static final int PROBE_SECONDS = 5;
    private static final int TRIES = 200;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    /** Which files a group has. */
    enum Kind {
        VERSION_1,
        VERSION_2
    }

    private final Path group;
    private final Kind kind;

    /** A group that is there. */
    ProcessorQuota(Path group, Kind kind) {
        this.group = group;
        this.kind = kind;
    }

    /**
     * Makes a group; empty where that is not allowed here.
     *
     * @param mounts where control groups are mounted, {@code /sys/fs/cgroup}
     * @param name the group's name
     */
    static Optional<ProcessorQuota> open(Path mounts, String name) {
        for (Path parent : List.of(mounts.resolve("cpu"), mounts.resolve("cpu,cpuacct"), mounts)) {
            Optional<ProcessorQuota> made = make(parent, name);
            if (made.isPresent()) {
                return made;
            }
        }
        return Optional.empty();
    }

    private static Optional<ProcessorQuota> make(Path parent, String name) {
        Kind kind = Files.exists(parent.resolve("cgroup.controllers")) ? Kind.VERSION_2 : Kind.VERSION_1;
        if (!Files.exists(parent.resolve("cgroup.procs"))) {
            return Optional.empty(); // no control groups are mounted there
        }
        Path group = parent.resolve(name);
        try {
            Files.createDirectory(group);
        } catch (IOException e) {
            return Optional.empty();
        }
        ProcessorQuota quota = new ProcessorQuota(group, kind);
        if (quota.works()) {
            return Optional.of(quota);
        }
        quota.close();
        return Optional.empty();
    }

    /** Whether a limit can be set, and a process can join. */
    private boolean works() {
        try {
            limit(1);
            free();
            Process process = new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "echo $$ > \"$1\"",
                            "sh",
                            processes().toString())
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The file that a process writes its id to when it joins. */
    Path processes() {
        return group.resolve("cgroup.procs");
    }

    /** From now on its processes have so many processors together. */
    void limit(double share) throws IOException {
        long micros = Math.round(share * PERIOD_MICROS);
        switch (kind) {
            case VERSION_1 -> {
                write("cpu.cfs_period_us", Long.toString(PERIOD_MICROS));
                write("cpu.cfs_quota_us", Long.toString(micros));
            }
            case VERSION_2 -> write("cpu.max", micros + " " + PERIOD_MICROS);
        }
    }

    /** From now on its processes have what they like. */
    void free() throws IOException {
        switch (kind) {
            case VERSION_1 -> write("cpu.cfs_quota_us", "-1");
            case VERSION_2 -> write("cpu.max", "max " + PERIOD_MICROS);
        }
    }

    private void write(String file, String value) throws IOException {
        Files.writeString(group.resolve(file), value, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Ends its processes, and those that still join, and takes the group away: this process was asked to end. */
    void abandon() {
        for (int i = 0; i < TRIES && !isAway(); i++) {
            endProcesses();
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void endProcesses() {
        try {
            Files.readAllLines(processes()).stream()
                    .map(id -> ProcessHandle.of(Long.parseLong(id)))
                    .flatMap(Optional::stream)
                    .forEach(ProcessHandle::destroyForcibly);
        } catch (IOException | NumberFormatException _) {
            // it is gone already
        }
    }

    /** Takes the group away, once its processes are gone. */
    @Override
    public void close() {
        for (int i = 0; i < TRIES && !isAway(); i++) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    private boolean isAway() {
        try {
            Files.deleteIfExists(group);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
