package dev.slipway.local.doctor;

import dev.slipway.core.doctor.ProcessorShare;
import dev.slipway.core.doctor.Setup;
import dev.slipway.local.runtime.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The program that starts a child's JVM: it joins the control group first, and lets the JVM log its own start. Everything
 * else is as the stage starts it.
 */
final class Launcher {

    /** Lambda shows every function at least two processors, however small its share of them is. */
    private static final int LEAST_SHOWN = 2;

    private final Path folder;
    private final Optional<ProcessorQuota> quota;

    Launcher(Path folder, Optional<ProcessorQuota> quota) {
        this.folder = folder;
        this.quota = quota;
    }

    /** The machine on which processes of this setup start so. */
    Machine of(Machine machine, Setup setup, Effort effort) throws IOException {
        int shown = Math.min(Runtime.getRuntime().availableProcessors(), Math.max(LEAST_SHOWN, (int)
                Math.ceil(ProcessorShare.of(setup.memory()))));
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        quota.ifPresent(group ->
                script.append("echo $$ > ").append(quoted(group.processes())).append(" || exit 1\n"));
        script.append("exec ")
                .append(quoted(machine.java()))
                .append(" -XX:ActiveProcessorCount=")
                .append(shown)
                .append(" -Xlog:startuptime:file=")
                .append(quoted(folder))
                .append("/start-$$.log:none \"$@\"\n");
        Path program = folder.resolve("java-" + setup.memory());
        Files.writeString(program, script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Machine started = machine.startedBy(program)
                .with("SLIPWAY_PRIMING", effort.priming().toString());
        return setup.threads()
                .map(count -> started.with("SLIPWAY_THREADS", count.toString()))
                .orElse(started);
    }

    /** What the JVM of this process logged of its start. */
    Path log(long process) {
        return folder.resolve("start-" + process + ".log");
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
