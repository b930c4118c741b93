package dev.slipway.startup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a folder of caches: {@code <key>/cache.aot}, {@code <key>/words}, and {@code <key>/used}, whose time says when it
 * was last asked for. {@code training.lock} is held by who trains; {@code draft-*} is what they are at.
 */
final class CacheFolder {

    /** Each weighs some 30 MB: a family of engines has two, with and without snapshots, and {@code serve} one. */
    static final int KEPT = 8;

    private static final String CACHE = "cache.aot";
    private static final String WORDS = "words";
    private static final String USED = "used";
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

    /** The cache of this name. */
    Optional<Path> cache(String key) {
        Path cache = folder.resolve(key).resolve(CACHE);
        return Files.isRegularFile(cache) ? Optional.of(cache) : Optional.empty();
    }

    /** Writes down the words of this name where they are not, or not whole, and notes that somebody asks for it. */
    Path words(String key, String text) throws IOException {
        Path home = folder.resolve(key);
        Path words = home.resolve(WORDS);
        if (!Files.exists(words) || !Files.readString(words).equals(text)) {
            Files.createDirectories(home);
            Path draft = Files.createTempFile(home, DRAFT, "");
            try {
                Files.writeString(draft, text);
                Files.move(draft, words, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        }
        touch(key);
        return words;
    }

    /** Notes that somebody asks for this name; false where there is nothing of it. */
    boolean touch(String key) {
        Path home = folder.resolve(key);
        if (!Files.exists(home.resolve(WORDS))) {
            return false;
        }
        try {
            Files.writeString(home.resolve(USED), "\n");
        } catch (IOException _) {
            // A cache that can be read and not be written to is as good: it only seems older than it is.
        }
        return true;
    }

    /** A new folder for a training. */
    Path draft() throws IOException {
        return Files.createTempDirectory(folder, DRAFT);
    }

    /** Moves a cache that was made to its place, and lets go those that nobody asked for longest. */
    void keep(String key, Path made) throws IOException {
        try (FileChannel file = FileChannel.open(made, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(made, folder.resolve(key).resolve(CACHE), StandardCopyOption.ATOMIC_MOVE);
        List<Path> newestFirst;
        try (Stream<Path> all = Files.list(folder)) {
            newestFirst = all.filter(one -> one.getFileName().toString().length() == KEY_LENGTH)
                    .sorted(Comparator.comparingLong(CacheFolder::used).reversed())
                    .toList();
        }
        for (Path old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
            deleteTree(old);
        }
    }

    private static long used(Path one) {
        try {
            return Files.getLastModifiedTime(one.resolve(USED)).toMillis();
        } catch (IOException _) {
            return 0;
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
            for (Path draft : all.filter(one -> one.getFileName().toString().startsWith(DRAFT))
                    .toList()) {
                deleteTree(draft);
            }
        }
    }

    static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException _) {
            // it is gone, which is what was wanted
        }
    }
}
