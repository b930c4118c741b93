package dev.slipway.local.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * A child process that does not outlive its parent, however that ends. A shell waits at the child's side for the end of
 * a pipe that only the parent holds; the system closes it when the parent dies, be it by SIGKILL, and the shell then
 * kills the child. The child itself replaces the shell that started it, so its process id is the one we know.
 *
 * <p>The child ignores SIGINT: a terminal's Ctrl-C goes to all of its processes, and the parent must be the one to
 * decide how the children end.
 */
final class ChildProcess {

    private static final String SHELL = "/bin/sh";

    private static final String SCRIPT = """
            trap '' INT
            exec 3<&0
            sh -c 'read -r _ || kill -KILL "$1"' slipway-watcher "$$" <&3 3<&- >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """;

    private static final int GRACE_SECONDS = 5;

    private static final long KILOBYTE = 1024;

    private static final byte[] DONE = "done\n".getBytes(StandardCharsets.US_ASCII);

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a child. Its standard error goes where its standard output goes.
     *
     * @throws IOException where the system cannot start it
     */
    static ChildProcess start(Launch launch) throws IOException {
        List<String> command = new ArrayList<>(List.of(SHELL, "-c", SCRIPT, "slipway-child"));
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return new ChildProcess(builder.start());
    }

    long id() {
        return process.pid();
    }

    /** The memory it holds that has no file behind it, in bytes; empty where the system does not say. */
    OptionalLong memory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(id()), "status"))) {
            List<String> held = lines.filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
                    .toList();
            return held.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            held.stream().mapToLong(ChildProcess::kilobytes).sum() * KILOBYTE);
        } catch (IOException | UncheckedIOException | NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /** {@code RssAnon:   1234 kB} */
    private static long kilobytes(String line) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1, line.length() - " kB".length())
                .strip());
    }

    /** What it prints, to its end. */
    InputStream output() {
        return process.getInputStream();
    }

    /** At its end tells the watcher that it may go, and hands over the exit code: 128 + n for signal n. */
    void whenEnded(IntConsumer then, Executor on) {
        var _ = process.onExit()
                .thenAcceptAsync(
                        ended -> {
                            release();
                            then.accept(ended.exitValue());
                        },
                        on);
    }

    private void release() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write(DONE);
        } catch (IOException _) {
            // the watcher is gone already: it has nothing to wait for
        }
    }

    /** Asks it to end, and kills it where it still runs after a grace. */
    void terminate() {
        process.destroy();
        CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS).execute(this::kill);
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for its end, and kills it where it still runs after so many nanoseconds. */
    void endBy(long nanos) {
        try {
            if (!process.waitFor(Math.max(1, nanos), TimeUnit.NANOSECONDS)) {
                kill();
                process.waitFor(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
