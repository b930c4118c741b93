package dev.slipway.cli.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The terminal of somebody who follows a document: folder, variables and jobs stay from command to command. */
final class Shell implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 300;

    private final Path scratch;
    private final Process process;
    private final BufferedWriter keys;
    private final BlockingQueue<String> screen = new ArrayBlockingQueue<>(1 << 16);
    private final String mark = "end-" + UUID.randomUUID();

    private Shell(Path scratch, Process process) {
        this.scratch = scratch;
        this.process = process;
        this.keys = process.outputWriter(UTF_8);
        Thread.ofVirtual().start(this::read);
    }

    /**
     * Opens a terminal.
     *
     * @param folder where it starts
     * @param scratch where it may write what is nobody's business
     */
    static Shell open(Path folder, Path scratch, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder("bash", "--noprofile", "--norc")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Shell(scratch, builder.start());
    }

    /**
     * How a command ended.
     *
     * @param output what was to be seen, results and talk alike
     * @param exit its exit code
     */
    record Result(String output, int exit) {}

    /** Types a command and waits for its end. */
    Result run(String command) throws IOException, InterruptedException {
        Path file = Files.writeString(scratch.resolve("typed"), command + "\n");
        // The exit code stays what it was for a command that asks for it.
        keys.write("source '%s' </dev/null; typed=$?; printf '\\n%%s %%d\\n' %s $typed; (exit $typed)%n"
                .formatted(file, mark));
        keys.flush();
        var output = new StringBuilder();
        while (true) {
            String line = screen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("no end of: " + command + "\nso far: " + output);
            }
            if (line.startsWith(mark)) {
                return new Result(output.toString(), Integer.parseInt(line.substring(mark.length() + 1)));
            }
            output.append(line).append('\n');
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                screen.put(line);
            }
        } catch (IOException e) {
            screen.offer("the terminal broke: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the terminal, with all that was started in it. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroy);
        keys.close();
        Stream.concat(started.stream(), Stream.of(process.toHandle())).forEach(one -> {
            one.onExit().completeOnTimeout(one, 10, TimeUnit.SECONDS).join();
            one.destroyForcibly();
        });
    }
}
