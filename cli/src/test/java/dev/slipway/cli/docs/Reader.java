package dev.slipway.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who does what a document says, and compares what happens with what it shows. */
final class Reader {

    private static final Pattern READY = Pattern.compile("(?m)^ready http://127\\.0\\.0\\.1:(\\d+)$");
    private static final int ENDED_BY_SIGTERM = 128 + 15;
    private static final String USUAL_PORT = "8080";
    private static final long START_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Shell shell;
    private final Path screen;
    private String port = USUAL_PORT;
    private boolean up;

    /**
     * A reader.
     *
     * @param scratch where the output of a stage is kept
     */
    Reader(Shell shell, Path scratch) {
        this.shell = shell;
        this.screen = scratch.resolve("stage");
    }

    /** Does a block's commands, one after the other. */
    void follow(Block block) throws IOException, InterruptedException {
        List<Command> commands = Command.of(block);
        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            boolean mayFail = i + 1 < commands.size() && commands.get(i + 1).asksForExitCode();
            if (command.staysUp()) {
                start(command);
            } else {
                type(command, mayFail);
            }
        }
    }

    private void type(Command command, boolean mayFail) throws IOException, InterruptedException {
        Shell.Result result = shell.run(command.text().replace(USUAL_PORT, port));
        String output = asDocumented(result.output());
        if (!mayFail) {
            assertThat(result.exit())
                    .as("%s: exit code of: %s%n%s", command.place(), command.text(), output)
                    .isZero();
        }
        command.shown().ifPresent(shown -> {
            if (!new Shown(shown).fits(output)) {
                fail("%s: %s%nshown:%n%s%nfound:%n%s", command.place(), command.text(), shown, output);
            }
        });
    }

    private String asDocumented(String output) {
        return output.replace(":" + port, ":" + USUAL_PORT);
    }

    /** A stage goes on in the background, as in a terminal of its own; it takes the place of the one before. */
    private void start(Command command) throws IOException, InterruptedException {
        stop();
        Files.deleteIfExists(screen);
        Shell.Result started = shell.run("%s --port 0 >'%s' 2>&1 & stage=$!".formatted(command.text(), screen));
        assertThat(started.exit()).as(command.place()).isZero();
        up = true;
        long until = System.nanoTime() + START_NANOS;
        String seen = look();
        while (!isAsShown(command, seen)) {
            assertThat(shell.run("kill -0 $stage").exit())
                    .as("%s: %s ended:%n%s", command.place(), command.text(), seen)
                    .isZero();
            assertThat(System.nanoTime() - until)
                    .as("%s: %s%nshown:%n%s%nfound:%n%s", command.place(), command.text(), command.shown(), seen)
                    .isNegative();
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            seen = look();
        }
    }

    private String look() throws IOException {
        String seen = Files.exists(screen) ? Files.readString(screen) : "";
        Matcher ready = READY.matcher(seen);
        if (ready.find()) {
            port = ready.group(1);
        }
        return seen;
    }

    private boolean isAsShown(Command command, String seen) {
        return READY.matcher(seen).find()
                && command.shown()
                        .filter(shown -> !new Shown(shown).fits(asDocumented(seen)))
                        .isEmpty();
    }

    /** Stops the stage as Ctrl-C would. */
    void stop() throws IOException, InterruptedException {
        if (up) {
            up = false;
            Shell.Result stopped = shell.run("kill -TERM $stage; wait $stage");
            assertThat(stopped.exit())
                    .as("exit code of the stage that was stopped:%n%s", Files.readString(screen))
                    .isEqualTo(ENDED_BY_SIGTERM);
        }
    }
}
