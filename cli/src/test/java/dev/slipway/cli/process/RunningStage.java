package dev.slipway.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stage that {@code slipway up} started.
 *
 * @param process its process
 * @param url where it listens
 */
record RunningStage(Process process, URI url) implements AutoCloseable {

    private static final String READY = "ready ";

    static RunningStage start(Slipway slipway, String... arguments) {
        try {
            Path out = Files.createTempFile(slipway.folder(), "up-out", ".txt");
            Path err = Files.createTempFile(slipway.folder(), "up-err", ".txt");
            List<String> all = Stream.concat(Stream.of("up", "--port", "0"), Stream.of(arguments))
                    .toList();
            Process process = slipway.start(out, err, all.toArray(String[]::new));
            Await.until("the stage is ready", () -> ready(out).isPresent() || !process.isAlive());
            return new RunningStage(
                    process, ready(out).orElseThrow(() -> new AssertionError("the stage ended: " + read(err))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<URI> ready(Path out) {
        return read(out)
                .lines()
                .filter(line -> line.startsWith(READY))
                .map(line -> URI.create(line.substring(READY.length())))
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a model answers. */
    URI infer(String model) {
        return url.resolve("/v2/models/" + model + "/infer");
    }

    /** The processes it started that live now. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** The processes that serve models now. */
    List<ProcessHandle> functions() {
        return process.children()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .toList();
    }

    /** Ends it as Ctrl-C does, and waits until nothing of it is left. */
    @Override
    public void close() {
        List<ProcessHandle> children = children();
        process.destroy();
        gone(children);
    }

    /** Ends it as a crash does, and waits until nothing of it is left. */
    void kill() {
        List<ProcessHandle> children = children();
        process.destroyForcibly();
        gone(children);
    }

    private void gone(List<ProcessHandle> children) {
        Await.until("the stage is gone", () -> !process.isAlive());
        Await.until("its children are gone", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
}
