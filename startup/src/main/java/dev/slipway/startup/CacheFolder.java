package dev.slipway.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a folder of caches: a {@link CacheHome} under each name. {@code training.lock} is held by who trains; {@code
 * draft-*} is what they are at.
 */
final class CacheFolder {

    /** Each weighs some 30 MB: a family of engines has two, with and without snapshots, and {@code serve} one. */
    static final int KEPT = 8;

    /** Who asked for a cache starts a JVM with its words sooner than that. */
    private static final Duration START = Duration.ofHours(1);

    private static final String LOCK = "training.lock";
    private static final String DRAFT = "draft-";
    private static final int KEY_LENGTH = 64;

    private final Path folder;

    CacheFolder(Path folder) {
        this.folder = folder;
    }

    /** What may fail or be interrupted. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** What is kept under this name. */
    CacheHome home(String key) {
        return new CacheHome(folder.resolve(key));
    }

    /** A new folder for a training. */
    Path draft() throws IOException {
        return Files.createTempDirectory(folder, DRAFT);
    }

    /** Moves a cache that was made to its place, and lets go those that nobody asked for longest. */
    void keep(String key, Path made) throws IOException {
        home(key).keep(made);
        try {
            letGo();
        } catch (IOException | UncheckedIOException _) {
            // the new cache is there: of the old ones, those that stay take room and nothing else
        }
    }

    private void letGo() throws IOException {
        List<CacheHome> newestFirst;
        try (Stream<Path> all = Files.list(folder)) {
            newestFirst = all.filter(one -> one.getFileName().toString().length() == KEY_LENGTH)
                    .map(CacheHome::new)
                    .sorted(Comparator.comparing(CacheHome::used).reversed())
                    .toList();
        }
        for (CacheHome old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
            old.removeCache();
            boolean forgotten = old.used()
                    .toInstant()
                    .isBefore(newestFirst.getFirst().used().toInstant().minus(START));
            if (forgotten) {
                deleteTree(old.folder());
            }
        }
    }

    /** Does something that only one may do at a time, of all processes; empty where another does. */
    <T> Optional<T> alone(Work<T> work) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return Optional.empty();
            }
            deleteDrafts();
            return Optional.of(work.run());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }

    /** What somebody left who was killed: while we hold the lock nobody is at one. */
    private void deleteDrafts() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(one -> one.getFileName().toString().startsWith(DRAFT)).forEach(CacheFolder::deleteTree);
        }
    }

    /** Takes a folder away as far as that is possible. It never fails: what stays is in nobody's way, and the next training tries again. */
    static void deleteTree(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException _) {
            // it is gone already, or somebody still writes into it
        }
    }
}
