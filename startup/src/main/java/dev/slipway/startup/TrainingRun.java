package dev.slipway.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One training: a child process from its start to the cache that it leaves, or the reason why it left none. */
final class TrainingRun {

    /** At the lowest priority a machine that is busy may take its time. */
    private static final long EXERCISE_SECONDS = 300;

    private static final long END_SECONDS = 120;
    private static final long PROBE_SECONDS = 60;
    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final int LONGEST_LINE = 300;

    private final Jvm jvm;
    private final Path words;
    private final Path draft;
    private volatile String lastLine = "";

    /**
     * A training that has not begun.
     *
     * @param words the JVM's flags and class path, a file for {@code java @file}
     * @param draft a folder of its own
     */
    TrainingRun(Jvm jvm, Path words, Path draft) {
        this.jvm = jvm;
        this.words = words;
        this.draft = draft;
    }

    /**
     * Trains.
     *
     * @return the cache, in the draft's folder
     * @throws IOException where there is none in the end
     */
    Path run(Trainee trainee, Exercise exercise) throws IOException, InterruptedException {
        Path cache = draft.resolve("made.aot");
        List<String> command = quietly();
        command.addAll(List.of("@" + words, "-XX:AOTCacheOutput=" + cache));
        command.addAll(trainee.options());
        command.add(trainee.main());
        command.addAll(trainee.arguments());
        try (TetheredProcess child =
                TetheredProcess.start(command, trainee.folder(), trainee.environment(), exercise.environment())) {
            Process process = child.process();
            listen(process, exercise);
            await(exercise, process);
            child.ask();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "the training did not end within " + END_SECONDS + " s of being asked to" + hint());
            }
        }
        // The exit code says nothing: a JVM that makes no cache ends as one that makes one.
        if (!Files.isRegularFile(cache) || Files.size(cache) == 0) {
            throw new IOException("the training left no cache" + hint());
        }
        probe(cache);
        return cache;
    }

    private List<String> quietly() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        command.add(jvm.java().toString());
        return command;
    }

    private void listen(Process process, Exercise exercise) {
        Thread.ofVirtual().name("startup-training").start(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isBlank() && !line.startsWith("\t") && !line.startsWith("{")) {
                        lastLine = line.substring(0, Math.min(line.length(), LONGEST_LINE));
                    }
                    exercise.hears(line);
                }
            } catch (IOException _) {
                // it ended and took its end of the pipe along
            }
        });
    }

    private void await(Exercise exercise, Process process) throws IOException, InterruptedException {
        CompletableFuture<Void> ended = process.onExit().thenAccept(_ -> {});
        try {
            CompletableFuture.anyOf(exercise.done(), ended).get(EXERCISE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the training failed: " + reason(e) + hint(), e);
        } catch (TimeoutException e) {
            throw new IOException("the training took longer than " + EXERCISE_SECONDS + " s" + hint(), e);
        }
        if (!exercise.done().isDone()) {
            throw new IOException("the process in training ended by itself" + hint());
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private String hint() {
        return lastLine.isEmpty() ? "" : "; it said last: " + lastLine;
    }

    /** A cache that was cut short, by a full disk for one, is refused by a JVM that is told to refuse it. */
    private void probe(Path cache) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        jvm.java().toString(), "@" + words, "-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-version"))
                .redirectErrorStream(true)
                .redirectOutput(draft.resolve("probe").toFile());
        builder.environment().clear();
        Process process = builder.start();
        try {
            if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the cache that was made is not taken: "
                        + Files.readAllLines(draft.resolve("probe")).stream()
                                .findFirst()
                                .orElse("no reason given"));
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
