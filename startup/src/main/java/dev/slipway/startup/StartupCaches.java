package dev.slipway.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The start-up caches in a folder. Each has the name of all that it depends on ({@link StartupKey}), so that one is never used
 * by another JVM, other jars or other flags than it was made for; what is not used any more goes when others come.
 *
 * <p>Several processes may share a folder. One of them trains at a time, and what it makes appears whole or not at all,
 * whatever ends it. A folder that cannot be read or written costs the cache, never the start.
 */
public final class StartupCaches {

    private final CacheFolder folder;

    /** The caches in this folder, which need not be there yet. */
    public StartupCaches(Path folder) {
        this.folder = new CacheFolder(folder.toAbsolutePath());
    }

    /** What is there for a JVM. */
    public sealed interface Found permits Ready, Missing, Impossible {}

    /**
     * A cache that fits.
     *
     * @param key its name
     * @param cache the file
     * @param words flags and class path, a file for {@code java @file}
     */
    public record Ready(String key, Path cache, Path words) implements Found, Trained {

        /**
         * What to start {@code java} with, in place of the JVM's flags and class path. In a file, and not spelled out: from a
         * command line of some thousand characters ONNX Runtime 1.29 was seen to overflow the stack.
         */
        public List<String> options() {
            return List.of("@" + words, "-XX:AOTCache=" + cache);
        }
    }

    /**
     * None that fits; one can be trained.
     *
     * @param key the name it will have
     * @param words flags and class path, a file for {@code java @file}
     */
    public record Missing(String key, Path words) implements Found {

        /** What to start {@code java} with, in place of the JVM's flags and class path. */
        public List<String> options() {
            return List.of("@" + words);
        }
    }

    /**
     * None that fits, and none can be made.
     *
     * @param why in words for people
     */
    public record Impossible(String why) implements Found {}

    /** How a training ended. */
    public sealed interface Trained permits Ready, Busy, Failed {}

    /** Another process trains in this folder now. */
    public record Busy() implements Trained {}

    /**
     * No cache was made.
     *
     * @param why in words for people
     */
    public record Failed(String why) implements Trained {}

    /** Looks for the cache that fits a JVM. Reads every byte of its jars. */
    public Found find(Jvm jvm) {
        try {
            String key = StartupKey.of(jvm);
            Path words = folder.words(key, jvm.words());
            return folder.cache(key)
                    .<Found>map(cache -> new Ready(key, cache, words))
                    .orElseGet(() -> new Missing(key, words));
        } catch (IOException e) {
            return new Impossible(reason(e));
        }
    }

    /** Looks again for what was missing or there; reads no jar. */
    public Found again(Found before) {
        return switch (before) {
            case Ready(String key, Path _, Path words) -> again(key, words);
            case Missing(String key, Path words) -> again(key, words);
            case Impossible impossible -> impossible;
        };
    }

    private Found again(String key, Path words) {
        if (!folder.touch(key)) {
            return new Impossible(words + " is not there any more");
        }
        return folder.cache(key)
                .<Found>map(cache -> new Ready(key, cache, words))
                .orElseGet(() -> new Missing(key, words));
    }

    /**
     * Makes the cache of a JVM: starts it as a child process at the lowest priority, lets it do its exercise, asks it to end, and
     * keeps what it wrote where a JVM takes it. Closes the exercise.
     *
     * @throws InterruptedException where the caller is interrupted; the child is ended then
     */
    public Trained train(Jvm jvm, Trainee trainee, Exercise exercise) throws InterruptedException {
        try (exercise) {
            return folder.alone(() -> trainAlone(jvm, trainee, exercise)).orElseGet(Busy::new);
        } catch (IOException e) {
            return new Failed(reason(e));
        }
    }

    private Trained trainAlone(Jvm jvm, Trainee trainee, Exercise exercise) throws IOException, InterruptedException {
        String key = StartupKey.of(jvm);
        Path words = folder.words(key, jvm.words());
        if (folder.cache(key).isEmpty()) {
            Path draft = folder.draft();
            try {
                Path made = new TrainingRun(jvm, words, draft).run(trainee, exercise);
                if (!StartupKey.of(jvm).equals(key)) {
                    return new Failed("a jar changed while it was trained");
                }
                folder.keep(key, made);
            } finally {
                CacheFolder.deleteTree(draft);
            }
        }
        return new Ready(key, folder.cache(key).orElseThrow(), words);
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return e.getClass() == IOException.class ? message : e.getClass().getSimpleName() + ": " + message;
    }
}
