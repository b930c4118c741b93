package dev.slipway.core.platform.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder with all that is in it. */
public final class FolderTree {

    private FolderTree() {}

    /**
     * Removes it, the deepest first. What is gone already is no fault.
     *
     * @throws IOException where something of it cannot be removed; what came before that is gone
     */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Removes as much of it as can be, where what stays is in nobody's way. */
    public static void deleteWhatCanBe(Path folder) {
        try {
            delete(folder);
        } catch (IOException _) {
            // somebody else removes it, or still writes into it
        }
    }
}
