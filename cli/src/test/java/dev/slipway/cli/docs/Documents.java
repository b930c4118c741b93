package dev.slipway.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository's documents that people read and follow. */
final class Documents {

    /** Failsafe and surefire start tests in the module's folder. */
    static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");

    private Documents() {}

    /** Their paths in the repository: those at its top, and all below docs. */
    static List<Path> all() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        }
    }

    static List<String> lines(Path document) {
        try {
            return Files.readAllLines(ROOT.resolve(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Block> blocks(Path document) {
        return Block.all(document.toString(), lines(document));
    }
}
