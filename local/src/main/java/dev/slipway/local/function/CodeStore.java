package dev.slipway.local.function;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.folder.FolderTree;
import dev.slipway.local.runtime.FunctionCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps the code of published versions, by the SHA-256 of its content, so that a version keeps the code it was
 * published with when the installed code changes. Copies: a build may write into the very files it made before.
 */
final class CodeStore {

    private static final String TASK = CodeFiles.TASK;
    private static final String CLIENT = CodeFiles.CLIENT;

    private final Path folder;
    private final String architecture;
    private final Set<String> sound = ConcurrentHashMap.newKeySet();

    /**
     * A store in this folder.
     *
     * @param architecture the processor, as AWS's runtime client calls it
     */
    CodeStore(Path folder, String architecture) {
        this.folder = folder;
        this.architecture = architecture;
    }

    /**
     * Keeps this code, where it is not kept already.
     *
     * @throws PlatformException.Unavailable where it cannot be read or written
     */
    FunctionCode keep(InstalledCode installed) {
        try {
            Files.createDirectories(folder);
            String sha256 = CodeFiles.sha256(installed.taskRoot(), installed.runtimeClient());
            Path kept = folder.resolve(sha256);
            if (!isSound(sha256)) {
                if (Files.exists(kept)) {
                    FolderTree.delete(kept);
                }
                copy(installed, kept, sha256);
                sound.add(sha256);
            }
            return code(kept, sha256);
        } catch (IOException | UncheckedIOException e) {
            throw new PlatformException.Unavailable(
                    "cannot keep the function's code " + installed.taskRoot() + ": " + e.getMessage(), e);
        }
    }

    private void copy(InstalledCode installed, Path kept, String sha256) throws IOException {
        Path temporary = Files.createTempDirectory(folder, "copying-");
        copyTree(installed.taskRoot(), temporary.resolve(TASK));
        copyTree(installed.runtimeClient(), temporary.resolve(CLIENT));
        if (!CodeFiles.sha256(temporary.resolve(TASK), temporary.resolve(CLIENT))
                .equals(sha256)) {
            FolderTree.delete(temporary);
            throw new IOException("it changed while it was copied; try again");
        }
        Files.move(temporary, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The kept code of this name. Its content is checked against its name before this process first uses it.
     *
     * @throws PlatformException.Missing where it is not kept
     * @throws PlatformException.Corrupt where it is not what was kept
     */
    FunctionCode find(String sha256) {
        Path kept = folder.resolve(sha256);
        if (!Files.isDirectory(kept)) {
            throw new PlatformException.Missing("the function's code " + sha256 + " is not in " + folder);
        }
        try {
            if (!isSound(sha256)) {
                throw new PlatformException.Corrupt("the files in " + kept
                        + " are not the code any more that a version was published with: its SHA-256 is another");
            }
            return code(kept, sha256);
        } catch (IOException | UncheckedIOException e) {
            throw new PlatformException.Unavailable("cannot read " + kept + ": " + e.getMessage(), e);
        }
    }

    private boolean isSound(String sha256) throws IOException {
        Path kept = folder.resolve(sha256);
        if (!sound.contains(sha256)
                && Files.isDirectory(kept)
                && CodeFiles.sha256(kept.resolve(TASK), kept.resolve(CLIENT)).equals(sha256)) {
            sound.add(sha256);
        }
        return sound.contains(sha256) && Files.isDirectory(kept);
    }

    /** Deletes all code but this, and what a copy left behind that was interrupted. */
    void keepOnly(Set<String> used) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path kept : all.toList()) {
                if (!used.contains(kept.getFileName().toString())) {
                    FolderTree.delete(kept);
                }
            }
        } catch (IOException e) {
            throw new PlatformException.Unavailable("cannot tidy " + folder + ": " + e.getMessage(), e);
        }
    }

    private FunctionCode code(Path kept, String sha256) throws IOException {
        return CodeFiles.code(kept.resolve(TASK), kept.resolve(CLIENT), architecture, sha256);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        for (Path file : CodeFiles.files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
