package dev.slipway.local.function;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.runtime.FunctionCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps the code of published versions, by the SHA-256 of its content, so that a version keeps the code it was
 * published with when the installed code changes. Copies: a build may write into the very files it made before.
 */
final class CodeStore {

    private static final String TASK = "task";
    private static final String CLIENT = "runtime-client";
    private static final int BUFFER = 64 * 1024;

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
            String sha256 = sha256(installed.taskRoot(), installed.runtimeClient());
            Path kept = folder.resolve(sha256);
            if (!isSound(sha256)) {
                if (Files.exists(kept)) {
                    deleteTree(kept);
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
        if (!sha256(temporary.resolve(TASK), temporary.resolve(CLIENT)).equals(sha256)) {
            deleteTree(temporary);
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
                && sha256(kept.resolve(TASK), kept.resolve(CLIENT)).equals(sha256)) {
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
                    deleteTree(kept);
                }
            }
        } catch (IOException e) {
            throw new PlatformException.Unavailable("cannot tidy " + folder + ": " + e.getMessage(), e);
        }
    }

    private FunctionCode code(Path kept, String sha256) throws IOException {
        Path client = kept.resolve(CLIENT);
        return new FunctionCode(
                kept.resolve(TASK),
                files(client.resolve("lib")).stream()
                        .filter(file -> file.toString().endsWith(".jar"))
                        .toList(),
                library(client.resolve("native")),
                sha256);
    }

    private Path library(Path folder) throws IOException {
        String suffix = "linux-" + architecture + ".so";
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(suffix))
                .findFirst()
                .orElseThrow(() -> new IOException("no library for " + architecture + " in " + folder));
    }

    private static String sha256(Path taskRoot, Path runtimeClient) throws IOException {
        MessageDigest digest = Digest.algorithm();
        add(digest, TASK, taskRoot);
        add(digest, CLIENT, runtimeClient);
        return Digest.finish(digest).hex();
    }

    private static void add(MessageDigest digest, String label, Path root) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (Path file : files(root)) {
            String name = label + "/" + root.relativize(file) + "\n" + Files.size(file) + "\n";
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            try (InputStream in = Files.newInputStream(file)) {
                int count = in.read(buffer);
                while (count >= 0) {
                    digest.update(buffer, 0, count);
                    count = in.read(buffer);
                }
            }
        }
    }

    private static List<Path> files(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
