package dev.slipway.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that ends when we say so or end ourselves, be it by SIGKILL, with all that it started: a JVM in training starts
 * another one, which writes the cache. A shell waits beside it for the end of a pipe that only we hold, then stops the child and
 * what descends from it, so that nothing new is started meanwhile, and kills them. The child replaces the shell that starts it.
 *
 * <p>It ignores SIGINT, for a terminal's Ctrl-C is ours to answer. Where memory runs out, Linux ends it before anything else.
 */
final class TetheredProcess implements AutoCloseable {

    private static final String START = """
            trap '' INT
            exec 3<&0
            sh -c "$0" slipway-watcher "$$" <&3 3<&- >/dev/null 2>&1 &
            { echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null
            exec "$@" </dev/null 3<&-
            """;

    /** Once the child is gone the watcher has another parent: whoever has the child's number then is none of its business. */
    private static final String WATCH = """
            parent() {
              parent=
              read -r line <"/proc/$1/stat" && rest=${line##*) } && rest=${rest#* } && parent=${rest%% *}
            }
            read -r _
            parent "$$"
            [ "${parent:-$1}" = "$1" ] || exit
            kill -STOP "$1"
            tree=" $1 "
            grown=yes
            while [ "$grown" ]; do
              grown=
              for folder in /proc/[0-9]*; do
                id=${folder#/proc/}
                parent "$id"
                case "$tree" in
                  *" $id "*) ;;
                  *" ${parent:-none} "*) [ "$id" = "$$" ] || { kill -STOP "$id"; tree="$tree$id "; grown=yes; } ;;
                esac
              done
            done
            kill -KILL $tree
            """;

    private static final int GRACE_SECONDS = 5;

    private final Process process;

    private TetheredProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts one. Its standard error goes where its standard output goes; it has no input.
     *
     * @param environment all of its variables; empty where it has those of this process
     * @param more further ones
     * @throws IOException where the system cannot start it
     */
    static TetheredProcess start(
            List<String> command, Path folder, Optional<Map<String, String>> environment, Map<String, String> more)
            throws IOException {
        List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", START, WATCH));
        whole.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(whole).directory(folder.toFile()).redirectErrorStream(true);
        environment.ifPresent(variables -> {
            builder.environment().clear();
            builder.environment().putAll(variables);
        });
        builder.environment().putAll(more);
        return new TetheredProcess(builder.start());
    }

    /** The child. */
    Process process() {
        return process;
    }

    /** Asks it to end. By its handle: asked as a process, our end of its output would close, on which a JVM would fail that writes its cache. */
    void ask() {
        process.toHandle().destroy();
    }

    /** Ends what of it still runs, and waits for that, also where this thread is interrupted. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // the watcher is gone, and with it the child
        }
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, GRACE_SECONDS, TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
