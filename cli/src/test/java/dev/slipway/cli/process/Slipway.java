package dev.slipway.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The installed command, run in a folder of its own.
 *
 * @param folder the working folder; the home is in it
 * @param options more options of its JVM
 * @param repository the clone that it believes it was built from
 */
record Slipway(Path folder, List<String> options, Path repository) {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path INSTALLATION = Path.of("target", "slipway").toAbsolutePath();
    private static final long LONGEST_MINUTES = 5;

    Slipway(Path folder) {
        this(folder, List.of());
    }

    Slipway(Path folder, List<String> options) {
        this(folder, options, REPOSITORY);
    }

    /**
     * A command that has ended.
     *
     * @param exit its exit code
     * @param out what it printed on standard output
     * @param err what it printed on standard error
     */
    record Ended(int exit, String out, String err) {}

    /** A file of the repository. */
    static Path repository(String path) {
        return REPOSITORY.resolve(path);
    }

    /** Runs a command to its end. */
    Ended run(String... arguments) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            Process process = start(out, err, arguments);
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("slipway " + String.join(" ", arguments) + " did not end");
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command whose output goes to files. */
    Process start(Path out, Path err, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags(arguments[0]));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of(
                "-Dslipway.dist=" + INSTALLATION,
                "-Dslipway.repository=" + repository,
                "-cp",
                INSTALLATION.resolve("lib") + "/*",
                "dev.slipway.cli.Main"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the launcher has them: a stage stays, every other command is over soon. */
    private static List<String> flags(String command) {
        return command.equals("up") ? List.of("-Xmx512m") : List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    /** Starts a stage on a free port and waits until it is ready. It trains nothing beside what a test looks at. */
    RunningStage up(String... arguments) {
        return RunningStage.start(
                this,
                Stream.concat(Stream.of("--no-startup-cache"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** The same as people start it. */
    RunningStage upAsPeopleDo(String... arguments) {
        return RunningStage.start(this, arguments);
    }
}
