package dev.slipway.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A store that was made for one start of this process. */
final class ScratchStore {

    private ScratchStore() {}

    /** Removes it; what of it is mapped into memory stays there. What cannot be removed is left to the system's own clearing. */
    static void remove(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // it was made where temporary things are
        }
    }
}
