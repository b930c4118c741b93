package dev.slipway.packager.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digest follows from the folder alone. */
class SameDigestIT {

    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    Path temporary;

    @Test
    void everyExampleHasOneDigestWhateverTheUmaskLocaleTimeZoneAndOrderOfFiles() throws Exception {
        List<String> folders = examples();
        Path here = temporary.resolve("here");
        Path there = temporary.resolve("there");

        List<String> first = packaged(
                "022",
                Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"),
                List.of("-Duser.language=en"),
                "forwards",
                here,
                folders);
        List<String> second = packaged(
                "077",
                Map.of("LC_ALL", "tr_TR", "TZ", "Asia/Kathmandu"),
                List.of(
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Pacific/Kiritimati",
                        "-Dfile.encoding=ISO-8859-1",
                        "-Dline.separator=\r\n"),
                "backwards",
                there,
                folders);

        assertThat(first)
                .hasSameSizeAs(folders)
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches("sha256:[0-9a-f]{64}"));
        assertThat(second).isEqualTo(first);
        assertThat(files(there.resolve("store"))).isEqualTo(files(here.resolve("store")));
        assertThat(permissions(here)).as("the umask was heeded").isNotEqualTo(permissions(there));
    }

    @Test
    void theDigestStaysAfterAnUnrelatedCommitAndInADirtyFolder() throws Exception {
        Path repository = Files.createDirectories(temporary.resolve("repository"));
        Path model = Files.createDirectories(repository.resolve("models/digits"));
        Path digits = EXAMPLES.resolve("digits/v1");
        try (Stream<Path> files = Files.list(digits)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(digits.relativize(file)));
            }
        }
        git(repository, "init", "-q");
        commit(repository, "the model");
        List<String> before = digest(model, "before");

        Files.writeString(repository.resolve("notes.txt"), "nothing about the model\n");
        commit(repository, "unrelated");
        assertThat(digest(model, "after")).isEqualTo(before);

        Files.writeString(repository.resolve("notes.txt"), "and not committed\n");
        assertThat(digest(model, "dirty")).isEqualTo(before);
    }

    private static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            List<String> folders = files.filter(file -> file.endsWith("slipway.yaml") || file.endsWith("MLmodel"))
                    .map(file -> file.resolveSibling("").normalize().toString())
                    .sorted()
                    .toList();
            assertThat(folders).hasSizeGreaterThanOrEqualTo(12);
            return folders;
        }
    }

    private List<String> digest(Path folder, String run) throws Exception {
        return packaged("022", Map.of(), List.of(), "forwards", temporary.resolve(run), List.of(folder.toString()));
    }

    private static List<String> packaged(
            String umask,
            Map<String, String> environment,
            List<String> options,
            String order,
            Path work,
            List<String> folders)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PackagingProcess.class.getName()));
        command.addAll(List.of(order, work.toString()));
        command.addAll(folders);
        return run(new ProcessBuilder(command), environment);
    }

    private static void commit(Path repository, String message) throws Exception {
        git(repository, "add", ".");
        git(repository, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", message);
    }

    private static void git(Path repository, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        run(new ProcessBuilder(command).directory(repository.toFile()), Map.of("GIT_CONFIG_GLOBAL", "/dev/null"));
    }

    private static List<String> run(ProcessBuilder builder, Map<String, String> environment) throws Exception {
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        try {
            List<String> lines = process.inputReader().lines().toList();
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The content of all files below, by path. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static Set<PosixFilePermission> permissions(Path work) throws IOException {
        return Files.getPosixFilePermissions(work.resolve("store/index.json"));
    }
}
