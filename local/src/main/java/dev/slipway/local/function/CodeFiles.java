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
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** The files of a function's code: which they are, and the one name of all their content. */
final class CodeFiles {

    static final String TASK = "task";
    static final String CLIENT = "runtime-client";

    private static final int BUFFER = 64 * 1024;

    private CodeFiles() {}

    /** The installed code, where it lies. */
    static FunctionCode code(InstalledCode installed, String architecture) {
        try {
            return code(
                    installed.taskRoot(),
                    installed.runtimeClient(),
                    architecture,
                    sha256(installed.taskRoot(), installed.runtimeClient()));
        } catch (IOException | UncheckedIOException e) {
            throw new PlatformException.Unavailable(
                    "cannot read the function's code " + installed.taskRoot() + ": " + e.getMessage(), e);
        }
    }

    static FunctionCode code(Path taskRoot, Path client, String architecture, String sha256) throws IOException {
        return new FunctionCode(
                taskRoot,
                jars(client.resolve("lib")),
                library(client.resolve("native"), architecture),
                jars(client.resolve("plain")).stream().findFirst(),
                jars(taskRoot.resolve("lib")),
                sha256);
    }

    /** By name, as Lambda's client takes them. */
    private static List<Path> jars(Path folder) throws IOException {
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .toList();
    }

    private static Path library(Path folder, String architecture) throws IOException {
        String suffix = "linux-" + architecture + ".so";
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(suffix))
                .findFirst()
                .orElseThrow(() -> new IOException("no library for " + architecture + " in " + folder));
    }

    static String sha256(Path taskRoot, Path runtimeClient) throws IOException {
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

    static List<Path> files(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
