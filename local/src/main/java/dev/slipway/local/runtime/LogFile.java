package dev.slipway.local.runtime;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An environment's log. At most {@code limit} bytes, and as many again in the file before ({@code .1}); the oldest
 * environments' logs of a version go when there are too many. Used by one thread.
 */
final class LogFile implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final long limit;
    private OutputStream out;
    private long written;

    private LogFile(Path file, long limit, OutputStream out) {
        this.file = file;
        this.limit = limit;
        this.out = out;
    }

    /**
     * Opens a new log.
     *
     * @param folder the version's folder; made where it is missing
     * @param environment the environment's name
     * @param limit the most bytes of one file
     * @param keep how many older files the folder may hold
     */
    static LogFile open(Path folder, String environment, long limit, int keep) throws IOException {
        Files.createDirectories(folder);
        deleteOldest(folder, keep);
        Path file = folder.resolve(environment + ".log");
        return new LogFile(file, limit, stream(file));
    }

    private static OutputStream stream(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    }

    private static void deleteOldest(Path folder, int keep) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted(Comparator.comparingLong(LogFile::modified)).toList();
        }
        for (Path old : files.subList(0, Math.max(0, files.size() - keep))) {
            Files.deleteIfExists(old);
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    Path file() {
        return file;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        if (written + length > limit && written > 0) {
            out.close();
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            out = stream(file);
            written = 0;
        }
        out.write(bytes, offset, length);
        written += length;
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
