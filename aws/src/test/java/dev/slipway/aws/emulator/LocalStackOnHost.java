package dev.slipway.aws.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * LocalStack as a process of this machine, by {@code aws/emulators/localstack}. It ends with the tests: that script reads
 * what we hold, and also an end of this JVM that came the hard way closes it.
 */
final class LocalStackOnHost {

    private static final Path SCRIPT = Path.of("../aws/emulators/localstack");
    /** Gone with {@code mvn clean}; until then it is not installed again. */
    private static final Path FOLDER = Path.of("../aws/target/localstack");

    private static final String READY = "ready ";
    private static final int NO_PYTHON = 3;
    private static final int SECONDS_TO_END = 30;

    private LocalStackOnHost() {}

    /**
     * Starts it where this machine has the Python that it needs.
     *
     * @throws ExtensionConfigurationException where it has, and LocalStack cannot be installed or does not start
     */
    static EmulatorSearch start() {
        try {
            Files.createDirectories(FOLDER);
            Path said = FOLDER.resolve("said");
            Process process = new ProcessBuilder(
                            SCRIPT.toString(), FOLDER.toString(), String.valueOf(freePort()), "--attached")
                    .redirectError(said.toFile())
                    .start();
            return started(process, said);
        } catch (IOException e) {
            throw new UncheckedIOException(SCRIPT + " cannot be started", e);
        }
    }

    private static EmulatorSearch started(Process process, Path said) throws IOException {
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = lines.readLine();
        }
        if (line != null) {
            URI endpoint = URI.create(line.substring(READY.length()).strip());
            return new EmulatorSearch.Found(RunningEmulator.at(endpoint), () -> end(process));
        }
        int code = process.onExit().join().exitValue();
        if (code == NO_PYTHON) {
            return new EmulatorSearch.Absent("LocalStack on this machine: there is no Python 3.13");
        }
        throw new ExtensionConfigurationException(
                SCRIPT + " ended with " + code + " before LocalStack answered:\n" + Files.readString(said));
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
