package dev.slipway.core.platform.folder;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.Keys;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Release state in a folder: a document is the file at its key. Readers take no lock, for a file is only ever replaced
 * as a whole; writers of all processes take turns, compare, write under another name, make it durable and move it. A
 * tag is the SHA-256 of the content. The lock and the name that is written to are outside of what a key may be.
 */
public final class FolderReleaseStore implements ReleaseStore {

    private static final String LOCK = "~lock";
    private static final String WRITING = "~writing";

    private final Path root;

    /** The store in this folder, which is made when something is written. */
    public FolderReleaseStore(Path root) {
        this.root = root;
    }

    @Override
    public Optional<Document> read(String key) {
        Keys.check(key);
        try {
            return found(key);
        } catch (IOException e) {
            throw unavailable("read", key, e);
        }
    }

    @Override
    public String create(String key, byte[] content) {
        return write(key, content, Optional.empty());
    }

    @Override
    public String replace(String key, String tag, byte[] content) {
        return write(key, content, Optional.of(tag));
    }

    @Override
    public List<String> keys(String prefix) {
        Path folder = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
                    .filter(key -> key.startsWith(prefix) && Keys.isAllowed(key))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unavailable("list", prefix, e);
        } catch (UncheckedIOException e) {
            throw unavailable("list", prefix, new IOException(e));
        }
    }

    @Override
    public String place(String key) {
        return root.resolve(key).toString();
    }

    private String write(String key, byte[] content, Optional<String> expected) {
        Keys.check(key, content);
        try {
            Files.createDirectories(root);
            return new FileMutex(root.resolve(LOCK)).locked(() -> {
                compare(key, expected);
                Path target = root.resolve(key);
                prepare(target);
                DurableFiles.replace(root.resolve(WRITING), target, content);
                return tag(content);
            });
        } catch (IOException e) {
            throw unavailable("write", key, e);
        }
    }

    private void compare(String key, Optional<String> expected) throws IOException {
        Optional<String> found = found(key).map(Document::tag);
        if (!found.equals(expected)) {
            throw new PlatformException.Conflict("the document " + key + " in " + root + " was expected "
                    + expected.map(tag -> "with the tag " + tag).orElse("to be new") + ", but "
                    + found.map(tag -> "has the tag " + tag).orElse("is gone"));
        }
    }

    /** Makes the document's folders, each durable in its own. */
    private void prepare(Path target) throws IOException {
        Path folder = root;
        for (Path part : root.relativize(target)) {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
                DurableFiles.keep(folder);
            }
            folder = folder.resolve(part);
        }
    }

    private Optional<Document> found(String key) throws IOException {
        try {
            byte[] content = Files.readAllBytes(root.resolve(key));
            return Optional.of(new Document(content, tag(content)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (Files.exists(root.resolve(key)) && Files.isRegularFile(root.resolve(key))) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static String tag(byte[] content) {
        return Digest.of(content).hex();
    }

    private PlatformException unavailable(String verb, String key, IOException cause) {
        return new PlatformException.Unavailable(
                "cannot " + verb + " " + key + " in the release store " + root + ": " + cause, cause);
    }
}
