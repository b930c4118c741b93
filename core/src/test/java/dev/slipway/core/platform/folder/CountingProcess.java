package dev.slipway.core.platform.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore.Document;
import java.nio.file.Path;

/** A process of its own that counts up a document by compare-and-set. */
final class CountingProcess {

    private CountingProcess() {}

    /** Counts in the store {@code arguments[0]} until it has won {@code arguments[1]} times. */
    public static void main(String... arguments) {
        FolderReleaseStore store = new FolderReleaseStore(Path.of(arguments[0]));
        int wins = Integer.parseInt(arguments[1]);
        for (int won = 0; won < wins; ) {
            Document read = store.read("count").orElseThrow();
            int next = Integer.parseInt(new String(read.content(), UTF_8)) + 1;
            try {
                store.replace("count", read.tag(), Integer.toString(next).getBytes(UTF_8));
                won++;
            } catch (PlatformException.Conflict e) {
                // Another process was faster.
            }
        }
    }
}
