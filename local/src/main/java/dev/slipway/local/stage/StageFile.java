package dev.slipway.local.stage;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * How other commands find a running stage: {@code stage.json} in its home, for the owner's eyes only.
 *
 * @param url where it listens
 * @param token what opens {@code /stage/}
 * @param process its process id
 */
public record StageFile(URI url, String token, long process) {

    private static final String NAME = "stage.json";
    private static final long SCHEMA_VERSION = 1;

    /** Writes it into a home: whole, or not at all. */
    void write(Path home) throws IOException {
        byte[] bytes = JsonText.canonical(Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("url", Json.of(url.toString()))
                .with("token", Json.of(token))
                .with("pid", Json.of(process)));
        Path temporary = Files.createTempFile(home, "stage-", ".new", ownerOnly());
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, home.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    /** The stage that a home's file tells of, where there is one. */
    public static Optional<StageFile> read(Path home) {
        try {
            JsonReader reader = JsonReader.parse(NAME, Files.readAllBytes(home.resolve(NAME)));
            return Optional.of(
                    new StageFile(URI.create(reader.text("url")), reader.text("token"), reader.whole("pid")));
        } catch (IOException | JsonException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static void delete(Path home) throws IOException {
        Files.deleteIfExists(home.resolve(NAME));
    }
}
