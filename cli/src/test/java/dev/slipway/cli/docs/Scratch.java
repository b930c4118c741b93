package dev.slipway.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of what documents use of the repository, with the launcher, which runs the installed form that this build made.
 *
 * @param root holds all of it
 */
record Scratch(Path root) {

    private static final List<String> USED = List.of("slipway", "stages.yaml", ".mvn/java-home", "examples");

    /** Makes the copy. */
    static Scratch in(Path root) throws IOException {
        var scratch = new Scratch(root);
        Files.createDirectories(scratch.home());
        for (String used : USED) {
            try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(used))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = scratch.repository().resolve(Documents.ROOT.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return scratch;
    }

    Path repository() {
        return root.resolve("repository");
    }

    private Path home() {
        return root.resolve("home");
    }

    Shell terminal() throws IOException {
        return Shell.open(
                repository(),
                root,
                Map.of(
                        "HOME", home().toString(),
                        "SLIPWAY_INSTALLED",
                                Path.of("target", "slipway").toAbsolutePath().toString(),
                        "SLIPWAY_JAVA_HOME", System.getProperty("java.home")));
    }
}
