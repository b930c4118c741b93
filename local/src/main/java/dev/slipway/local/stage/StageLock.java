package dev.slipway.local.stage;

import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A home belongs to one stage at a time. The system lets go of the lock when the process ends, however it does. */
final class StageLock implements AutoCloseable {

    private final FileChannel channel;

    private StageLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the home.
     *
     * @throws ProblemsException where another stage has it; the message names that stage
     */
    static StageLock take(Path home) {
        Path file = home.resolve("stage.lock");
        try {
            Files.createDirectories(home);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw taken(home);
            }
            return new StageLock(channel);
        } catch (IOException e) {
            throw new ProblemsException(new Problem(
                    home.toString(),
                    "the stage cannot write here: " + e.getMessage(),
                    "a folder of yours",
                    "name another with --home"));
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // a stage of this very process
            return null;
        }
    }

    private static ProblemsException taken(Path home) {
        String who = StageFile.read(home)
                .map(stage -> "a stage runs on it already: process " + stage.process() + " at " + stage.url())
                .orElse("a stage runs on it already");
        return new ProblemsException(
                new Problem(home.toString(), who, "", "stop that one, or name another home with --home"));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
