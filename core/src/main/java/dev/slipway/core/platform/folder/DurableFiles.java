package dev.slipway.core.platform.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Small helpers that make files appear whole, and stay after a power cut. */
final class DurableFiles {

    private DurableFiles() {}

    /** Puts {@code content} at {@code target} in one step, through {@code temporary} on the same file system. */
    static void replace(Path temporary, Path target, byte[] content) throws IOException {
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            move(temporary, target);
            keep(target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Moves a finished file into place in one step. Its new name is durable after {@link #keep}. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the names in a file's folder durable. */
    static void keep(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
