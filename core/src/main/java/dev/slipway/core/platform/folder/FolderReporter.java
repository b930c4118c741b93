package dev.slipway.core.platform.folder;

import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.Reporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports in a folder: a file {@code <release>.json} a release, which holds its last report and is replaced as a whole. */
public final class FolderReporter implements Reporter {

    private static final String WRITING = "~writing";

    private final Path root;

    /** Reports in this folder, which is made with the first one. */
    public FolderReporter(Path root) {
        this.root = root;
    }

    @Override
    public void report(ReleaseReport report) {
        byte[] content = (JsonText.write(report.json()) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(root);
            new FileMutex(root.resolve("~lock")).locked(() -> {
                DurableFiles.replace(root.resolve(WRITING), root.resolve(report.release() + ".json"), content);
                return report;
            });
        } catch (IOException e) {
            throw new PlatformException.Unavailable(
                    "cannot write the report of " + report.release() + " to " + root, e);
        }
    }
}
