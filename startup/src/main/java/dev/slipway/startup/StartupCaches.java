package dev.slipway.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The start-up caches in a folder. Each has the name of all that it depends on ({@link StartupKey}), so that one is never used
 * by another JVM, other jars or other flags than it was made for; what is not used any more goes when others come.
 *
 * <p>Several processes may share a folder. One of them trains at a time, and what it makes appears whole or not at all,
 * whatever ends it. A folder that cannot be read or written, a cache that is damaged or that its JVM does not take cost the cache,
 * never the start.
 */
public final class StartupCaches {

    /** What the JVM that writes a cache takes beside the one in training, in bytes; 185 MB were seen. */
    static final long WRITING = 256L << 20;

    /** So many caches of one name a JVM may refuse before no other is made. */
    static final int MOST_REFUSALS = 2;

    private static final double BYTES_PER_MB = 1 << 20;

    private final CacheFolder folder;
    private final ControlGroups system;

    /** The caches in this folder, which need not be there yet. */
    public StartupCaches(Path folder) {
        this(folder, ControlGroups.ofThisProcess());
    }

    StartupCaches(Path folder, ControlGroups system) {
        this.folder = new CacheFolder(folder.toAbsolutePath());
        this.system = system;
    }

    /** What is there for a JVM. */
    public sealed interface Found permits Ready, Missing, Impossible {}

    /**
     * A cache that fits.
     *
     * @param key its name
     * @param cache the file
     * @param words flags and class path, a file for {@code java @file}
     * @param sum tells it from another of this name
     */
    public record Ready(String key, Path cache, Path words, String sum) implements Found, Trained {

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
    public sealed interface Trained permits Ready, Busy, NoRoom, Failed {}

    /** Another process trains in this folder now. */
    public record Busy() implements Trained {}

    /**
     * There is too little memory to train, and nothing was begun: a control group that is full may be ended as a whole.
     *
     * @param why in words for people
     */
    public record NoRoom(String why) implements Trained {}

    /**
     * No cache was made.
     *
     * @param why in words for people
     */
    public record Failed(String why) implements Trained {}

    /** Looks for the cache that fits a JVM. Reads every byte of its jars, and of the cache: one that is damaged is none. */
    public Found find(Jvm jvm) {
        try {
            String key = StartupKey.of(jvm);
            folder.home(key).words(jvm.words());
            return found(key, folder.home(key).wholeCache());
        } catch (IOException e) {
            return new Impossible(reason(e));
        }
    }

    /** Looks again for what was missing or there; reads no jar. */
    public Found again(Found before) {
        return switch (before) {
            case Ready ready -> again(ready.key(), Optional.of(ready.sum()));
            case Missing missing -> again(missing.key(), Optional.empty());
            case Impossible impossible -> impossible;
        };
    }

    private Found again(String key, Optional<String> known) {
        CacheHome home = folder.home(key);
        if (!home.touch()) {
            return new Impossible(home.words() + " is not there any more");
        }
        Optional<String> sum = home.cache();
        return found(key, sum.equals(known) ? sum : home.wholeCache());
    }

    private Found found(String key, Optional<String> sum) {
        CacheHome home = folder.home(key);
        if (sum.isPresent()) {
            return new Ready(key, home.file(), home.words(), sum.get());
        }
        return inVain(home).<Found>map(Impossible::new).orElseGet(() -> new Missing(key, home.words()));
    }

    /** Why another would be made in vain. */
    private static Optional<String> inVain(CacheHome home) {
        return home.refusals() < MOST_REFUSALS
                ? Optional.empty()
                : Optional.of("the JVM took none of " + home.refusals() + " that were made; remove " + home.folder()
                        + " to have another made");
    }

    /**
     * Takes a cache away that a JVM was given and did not take, so that another is made, unless the JVM refuses one after the other. Who
     * was started with it knows: such a JVM shares no classes at all, and {@code java.vm.info} lacks the word {@code sharing}.
     */
    public void refused(Ready ready) {
        try {
            folder.home(ready.key()).refuse(ready.sum());
        } catch (IOException _) {
            // it stays and is refused again: starts go on without
        }
    }

    /**
     * What a process needs beside a cache's options, so that {@link #crashed} tells where it does not survive its start. It says by
     * {@link #began} that it has.
     *
     * @param process its id
     */
    public List<String> begins(Ready ready, long process) {
        try {
            return List.of("-XX:ErrorFile=" + folder.home(ready.key()).begins(process));
        } catch (IOException _) {
            // nothing can be written: it starts from the cache all the same
            return List.of();
        }
    }

    /** A process has survived its start. */
    public void began(String key, long process) {
        try {
            folder.home(key).began(process);
        } catch (IOException _) {
            // nor was it noted that it began
        }
    }

    /**
     * Takes a cache away that a process crashed of while it started, so that another is made: one that is damaged in a way that no sum
     * shows, or that the JVM cannot bear.
     *
     * @return what its JVM wrote about it
     */
    public Optional<Path> crashed(Ready ready) {
        try {
            Optional<Path> crash = folder.home(ready.key()).crashes().stream().findFirst();
            if (crash.isPresent()) {
                refused(ready);
            }
            return crash;
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Makes the cache of a JVM: starts it as a child process at the lowest priority, lets it do its exercise, asks it to end, and
     * keeps what it wrote where a JVM takes it. Closes the exercise. The child, and what it started, ends with this process.
     *
     * @throws InterruptedException where the caller is interrupted; the child is ended then
     */
    public Trained train(Jvm jvm, Trainee trainee, Exercise exercise) throws InterruptedException {
        try (exercise) {
            Optional<String> want = want(trainee, system.freeMemory());
            return want.isPresent()
                    ? new NoRoom(want.get())
                    : folder.alone(() -> trainAlone(jvm, trainee, exercise)).orElseGet(Busy::new);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(reason(e));
            }
            return new Failed(reason(e));
        }
    }

    /** Why there is no room, where there is none. What nobody knows is taken to be enough. */
    private static Optional<String> want(Trainee trainee, OptionalLong free) {
        long need = trainee.memory() + WRITING;
        return free.isPresent() && free.getAsLong() < need
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "it may take %,.0f MB of memory, and %,.0f MB are free",
                        need / BYTES_PER_MB,
                        free.getAsLong() / BYTES_PER_MB))
                : Optional.empty();
    }

    private Trained trainAlone(Jvm jvm, Trainee trainee, Exercise exercise) throws IOException, InterruptedException {
        String key = StartupKey.of(jvm);
        CacheHome home = folder.home(key);
        home.words(jvm.words());
        if (home.wholeCache().isEmpty()) {
            Optional<String> inVain = inVain(home);
            if (inVain.isPresent()) {
                return new Failed(inVain.get());
            }
            Path draft = folder.draft();
            try {
                Path made = new TrainingRun(jvm, home.words(), draft).run(trainee, exercise);
                if (!StartupKey.of(jvm).equals(key)) {
                    return new Failed("a jar changed while it was trained");
                }
                folder.keep(key, made);
            } finally {
                CacheFolder.deleteTree(draft);
            }
        }
        return home.cache()
                .<Trained>map(sum -> new Ready(key, home.file(), home.words(), sum))
                .orElseGet(() -> new Failed(home.file() + " went away"));
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return e.getClass() == IOException.class ? message : e.getClass().getSimpleName() + ": " + message;
    }
}
