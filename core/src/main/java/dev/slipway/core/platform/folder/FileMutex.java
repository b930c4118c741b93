package dev.slipway.core.platform.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer at a time into a folder, over all processes of the machine. The operating system frees it when its
 * holder dies, however it dies.
 */
final class FileMutex {

    /**
     * A file lock belongs to the whole process, and closing any channel on the file gives it up. So the process itself
     * takes turns first: this is the one place where that is a fact about the process, not about an object.
     */
    private static final ReentrantLock TURN = new ReentrantLock();

    private final Path file;

    FileMutex(Path file) {
        this.file = file;
    }

    /** Does {@code work} while nobody else does any work under this file. The file's folder must exist. */
    <T> T locked(Work<T> work) throws IOException {
        TURN.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("cannot lock " + file);
            }
            return work.run();
        } finally {
            TURN.unlock();
        }
    }

    /** Something to do under the lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
