package dev.slipway.local.doctor;

import dev.slipway.core.doctor.ProcessorShare;
import dev.slipway.core.doctor.Setup;
import dev.slipway.local.runtime.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a child's JVM is started: a shell joins the control group and becomes the JVM, which logs its own start. Everything else is
 * as the stage starts it, its start-up cache too.
 *
 * @param folder where the JVMs log
 * @param quota the control group; empty where there is none
 * @param startups the folder of start-up caches
 */
record Launcher(Path folder, Optional<ProcessorQuota> quota, Path startups) {

    /** Lambda shows every function at least two processors, however small its share of them is. */
    private static final int LEAST_SHOWN = 2;

    private static final String JOIN = "echo $$ > \"$0\" || exit 1; exec \"$@\"";

    /**
     * The machine on which processes of this setup start so.
     *
     * @param processors how many processors there are
     */
    Machine of(Machine machine, Setup setup, Effort effort, int processors) {
        int share = (int) Math.ceil(ProcessorShare.of(setup.memory()));
        Machine started = machine.startedBy(
                        quota.map(group -> List.of(
                                        "/bin/sh", "-c", JOIN, group.processes().toString()))
                                .orElse(List.of()),
                        List.of(
                                "-XX:ActiveProcessorCount=" + Math.min(processors, Math.max(LEAST_SHOWN, share)),
                                "-Xlog:startuptime:file=\"" + folder.resolve("start-%p.log") + "\":none"))
                .with("SLIPWAY_PRIMING", effort.priming().toString());
        Machine threaded = setup.threads()
                .map(count -> started.with("SLIPWAY_THREADS", count.toString()))
                .orElse(started);
        return setup.cached() ? threaded.caching(startups) : threaded;
    }

    /** What the JVM of this process logged of its start. */
    Path log(long process) {
        return folder.resolve("start-" + process + ".log");
    }
}
