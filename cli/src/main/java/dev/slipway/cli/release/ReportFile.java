package dev.slipway.cli.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A report as a file: whole, or not at all. */
final class ReportFile {

    private ReportFile() {}

    static void write(Path file, String html) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        Path folder = target.resolveSibling("").normalize();
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".report-", ".new");
        try {
            Files.write(temporary, html.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
