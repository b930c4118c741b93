package dev.slipway.core.platform.folder;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.HashedReading;
import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The folder where blobs are written until they are whole. A file here is locked by its writer, so what a killed
 * process left behind is told from what another process still writes.
 */
final class Incoming {

    private final Path folder;
    private final long process;

    Incoming(Path folder, long process) {
        this.folder = folder;
        this.process = process;
    }

    /** Writes {@code content} to a name of its own, checks it, makes it durable and moves it to {@code target}. */
    void receive(Digest blob, long size, InputStream content, Path target) throws IOException {
        for (int attempt = 0; ; attempt++) {
            Path file = folder.resolve(blob.hex() + "-" + process + "-" + attempt);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid() || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue; // swept between its creation and its lock
                }
                boolean moved = false;
                try {
                    copy(blob, size, content, channel);
                    channel.force(true);
                    DurableFiles.move(file, target);
                    moved = true;
                    DurableFiles.keep(target);
                } finally {
                    if (!moved) { // once it is moved, its old name may be another writer's already
                        Files.deleteIfExists(file);
                    }
                }
                return;
            } catch (FileAlreadyExistsException e) {
                // Another thread, or a dead process of the same number: take the next name.
                if (attempt > 10_000) {
                    throw e;
                }
            }
        }
    }

    private static void copy(Digest blob, long size, InputStream content, FileChannel out) throws IOException {
        Digest found = HashedReading.read(content, (bytes, count) -> {
            if (out.position() + count > size) {
                throw new PlatformException.Corrupt("the bytes given for " + blob + " are more than the " + size
                        + " that were declared; nothing was stored");
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        });
        if (out.position() < size) {
            throw new PlatformException.Corrupt("the bytes given for " + blob + " end after " + out.position() + " of "
                    + size + "; nothing was stored");
        }
        if (!found.equals(blob)) {
            throw new PlatformException.Corrupt(
                    "the bytes given for " + blob + " have the digest " + found + "; nothing was stored");
        }
    }

    /** The time by the file system's own clock: that of a file made for it, and locked so that nobody sweeps it. */
    FileTime now() throws IOException {
        for (int attempt = 0; ; attempt++) {
            Path file = Files.createTempFile(folder, "clock-" + process + "-", "");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    return Files.getLastModifiedTime(file);
                }
            } catch (NoSuchFileException e) {
                // Swept by another process between its creation and its lock.
                if (attempt > 100) {
                    throw e;
                }
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes what dead processes left behind. Files of this process are never touched: its locks are its own. */
    void sweep() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                if (!isOurs(file)) {
                    sweep(file);
                }
            }
        }
    }

    private boolean isOurs(Path file) {
        @Nullable Path name = file.getFileName();
        return name != null && name.toString().contains("-" + process + "-");
    }

    private static void sweep(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Its writer has just finished.
        }
    }
}
