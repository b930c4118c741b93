package dev.slipway.startup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is kept under one cache's name: {@code cache.aot} and, in {@code sum}, its length and checksum; the JVM's {@code words};
 * {@code used}, whose time says when somebody last asked; in {@code refused}, how many caches of this name a JVM did not take.
 *
 * @param folder where that is
 */
record CacheHome(Path folder) {

    private static final int BUFFER = 256 * 1024;
    private static final String BEGINNING = "begins-";
    private static final String CRASH = "crash-";

    /** A JVM looks into few parts of its cache: others that are damaged would be run. */
    Optional<String> wholeCache() {
        Optional<String> sum = cache();
        try {
            return sum.isPresent() && sum.get().equals(sum(file())) ? sum : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The cache's sum, if it is there and as long as it was; reads nothing of it. */
    Optional<String> cache() {
        try {
            String sum = Files.readString(sumFile()).strip();
            return sum.startsWith(Files.size(file()) + " ") ? Optional.of(sum) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The cache. */
    Path file() {
        return folder.resolve("cache.aot");
    }

    /** The JVM's flags and class path. */
    Path words() {
        return folder.resolve("words");
    }

    private Path sumFile() {
        return folder.resolve("sum");
    }

    private static String sum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
                length += count;
            }
        }
        return length + " " + HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** Writes down the words where they are not, or not whole, and notes that somebody asks for them. */
    void words(String text) throws IOException {
        if (!Files.exists(words()) || !Files.readString(words()).equals(text)) {
            Files.createDirectories(folder);
            write(words(), text);
        }
        touch();
    }

    /** Notes that somebody asks for this name; false where there is nothing of it. */
    boolean touch() {
        if (!Files.exists(words())) {
            return false;
        }
        try {
            Files.writeString(folder.resolve("used"), "\n");
        } catch (IOException _) {
            // A cache that can be read and not be written to is as good: it only seems older than it is.
        }
        return true;
    }

    /** When somebody last asked for it, as far as is known. */
    FileTime used() {
        try {
            return Files.getLastModifiedTime(folder.resolve("used"));
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    /** Moves a cache that was made to its place: nobody meets it before its sum is there, nor with another's. */
    void keep(Path made) throws IOException {
        try (FileChannel file = FileChannel.open(made, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        write(sumFile(), sum(made));
        Files.move(made, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes the cache with this sum away, once, and counts it among those that were refused. */
    void refuse(String sum) throws IOException {
        if (cache().equals(Optional.of(sum)) && Files.deleteIfExists(sumFile())) {
            Files.deleteIfExists(file());
            write(folder.resolve("refused"), Integer.toString(refusals() + 1));
        }
    }

    /** How many caches of this name were refused. */
    int refusals() {
        try {
            return Integer.parseInt(Files.readString(folder.resolve("refused")).strip());
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    /** Notes that a process is about to start from the cache, and says where its JVM is to write why it crashed, if it does. */
    Path begins(long process) throws IOException {
        Files.deleteIfExists(crash(process));
        Files.writeString(beginning(process), "\n");
        return crash(process);
    }

    /** Notes that a process has started. */
    void began(long process) throws IOException {
        Files.deleteIfExists(beginning(process));
    }

    /** Why processes crashed that had begun to start from the cache; each is told once. Who was killed writes nothing. */
    List<Path> crashes() throws IOException {
        List<Path> crashes = new ArrayList<>();
        try (DirectoryStream<Path> begun = Files.newDirectoryStream(folder, BEGINNING + "*")) {
            for (Path note : begun) {
                Path crash = folder.resolve(
                        CRASH + String.valueOf(note.getFileName()).substring(BEGINNING.length()));
                if (Files.exists(crash)) {
                    Files.delete(note);
                    crashes.add(crash);
                }
            }
        }
        return crashes;
    }

    private Path beginning(long process) {
        return folder.resolve(BEGINNING + process);
    }

    private Path crash(long process) {
        return folder.resolve(CRASH + process);
    }

    /** Takes the cache away. What starts just now starts without; it still finds its words. */
    void removeCache() throws IOException {
        Files.deleteIfExists(sumFile());
        Files.deleteIfExists(file());
    }

    private void write(Path file, String text) throws IOException {
        Path draft = Files.createTempFile(folder, "draft-", "");
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
