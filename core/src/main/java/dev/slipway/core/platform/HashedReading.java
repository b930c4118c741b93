package dev.slipway.core.platform;

import dev.slipway.core.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads content once and hashes it on the way. Large content is hashed by a thread of its own while the next bytes are
 * read and the last ones handed on, so that the slowest of the three sets the pace. Memory is two buffers.
 */
public final class HashedReading {

    private static final int BUFFER = 1 << 20;

    private HashedReading() {}

    /** Takes what was read. */
    @FunctionalInterface
    public interface Sink {
        /** Takes the first {@code count} bytes, which are not changed before it returns. */
        void take(byte[] bytes, int count) throws IOException;
    }

    /**
     * Reads to the end.
     *
     * @return the digest of all bytes
     * @throws IOException where the content cannot be read, or the sink threw it
     */
    public static Digest read(InputStream in, Sink sink) throws IOException {
        MessageDigest digest = Digest.algorithm();
        byte[] bytes = new byte[BUFFER];
        int count = in.readNBytes(bytes, 0, BUFFER);
        if (count < BUFFER) {
            digest.update(bytes, 0, count);
            sink.take(bytes, count);
            return Digest.finish(digest);
        }
        try (ExecutorService hasher = Executors.newSingleThreadExecutor()) {
            byte[] next = new byte[BUFFER];
            while (count > 0) {
                byte[] full = bytes;
                int length = count;
                Future<?> hashed = hasher.submit(() -> digest.update(full, 0, length));
                sink.take(full, length);
                count = in.readNBytes(next, 0, BUFFER);
                await(hashed);
                bytes = next;
                next = full;
            }
        }
        return Digest.finish(digest);
    }

    private static void await(Future<?> hashed) throws IOException {
        try {
            hashed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while content was hashed");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the JDK does not hash: " + e.getCause(), e);
        }
    }
}
