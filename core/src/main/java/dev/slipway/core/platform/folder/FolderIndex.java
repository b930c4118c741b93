package dev.slipway.core.platform.folder;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageIndex;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.Tags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The layout's {@code index.json}, kept in a file. Read without a lock, for it is only ever replaced as a whole;
 * written by one process at a time.
 */
final class FolderIndex {

    private static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";

    private final Path root;
    private final FolderModelStore store;

    FolderIndex(Path root, FolderModelStore store) {
        this.root = root;
        this.store = store;
    }

    /** Makes the layout's two files where they are missing. */
    static void prepare(Path root) throws IOException {
        Path layout = root.resolve("oci-layout");
        Path index = file(root);
        if (Files.exists(layout) && Files.exists(index)) {
            return;
        }
        mutex(root).locked(() -> {
            if (!Files.exists(layout)) {
                DurableFiles.replace(root.resolve("oci-layout.tmp"), layout, LAYOUT.getBytes(StandardCharsets.UTF_8));
            }
            if (!Files.exists(index)) {
                DurableFiles.replace(
                        temporary(root), index, PackageIndex.empty().bytes());
            }
            return index;
        });
    }

    /** The index as it is now; one that lists nothing where there is none. */
    PackageIndex read() throws IOException {
        try {
            return PackageIndex.parse("index.json of the store " + root, Files.readAllBytes(file(root)));
        } catch (NoSuchFileException e) {
            return PackageIndex.empty();
        }
    }

    void publish(Digest manifest) throws IOException {
        PackageContents.check(store, manifest, this::stored);
        exclusively(() -> {
            // Again, where nobody collects garbage meanwhile.
            PackageContents.check(store, manifest, this::stored);
            return read().withPackage(manifest, size(manifest));
        });
    }

    void attach(Digest referrer) throws IOException {
        exclusively(() -> {
            ReferrerManifest manifest = Referrers.check(store, referrer, this::stored);
            return read().withReferrer(referrer, size(referrer), manifest, store, root.toString());
        });
    }

    void detach(Digest referrer) throws IOException {
        if (Files.exists(file(root))) {
            exclusively(() -> read().withoutReferrer(referrer, store));
        }
    }

    void moveTag(String tag, Optional<Digest> expected, Digest target) throws IOException {
        Tags.check(tag);
        if (!Files.exists(file(root))) {
            throw new PlatformException.Missing("the store " + root + " is empty: it has no package " + target);
        }
        exclusively(() -> read().withTag(tag, expected, target, store, root.toString()));
    }

    private OptionalLong stored(Digest blob) throws IOException {
        return store.has(blob) ? OptionalLong.of(size(blob)) : OptionalLong.empty();
    }

    private long size(Digest blob) throws IOException {
        return Files.size(store.path(blob));
    }

    /** Does {@code work} while nobody else writes the index; what it answers is the index from then on. */
    void exclusively(FileMutex.Work<Optional<byte[]>> work) throws IOException {
        mutex(root).locked(() -> {
            Optional<byte[]> changed = work.run();
            if (changed.isPresent()) {
                write(changed.get());
            }
            return changed;
        });
    }

    /** Writes the index. Only within {@link #exclusively}. */
    void write(byte[] bytes) throws IOException {
        DurableFiles.replace(temporary(root), file(root), bytes);
    }

    private static Path file(Path root) {
        return root.resolve("index.json");
    }

    private static Path temporary(Path root) {
        return root.resolve("index.json.tmp");
    }

    private static FileMutex mutex(Path root) {
        return new FileMutex(root.resolve("index.lock"));
    }
}
