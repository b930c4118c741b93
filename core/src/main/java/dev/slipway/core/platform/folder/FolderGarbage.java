package dev.slipway.core.platform.folder;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.CollectingStore.Collected;
import dev.slipway.core.platform.Garbage;
import dev.slipway.core.platform.PackageIndex;
import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes away what nobody needs of a folder store. Works while nobody else writes the index, and spares what was stored of
 * late: a package that is just being put together has blobs that nothing names yet.
 */
final class FolderGarbage {

    private static final Pattern BLOB = Pattern.compile("[0-9a-f]{64}");

    private final FolderModelStore store;
    private final FolderIndex index;
    private final Set<Digest> kept;
    private final Instant before;

    FolderGarbage(FolderModelStore store, FolderIndex index, Set<Digest> kept, Instant before) {
        this.store = store;
        this.index = index;
        this.kept = Set.copyOf(kept);
        this.before = before;
    }

    Collected collect(boolean remove) throws IOException {
        List<Collected> result = new ArrayList<>();
        index.exclusively(() -> {
            PackageIndex listed = index.read();
            Garbage garbage = Garbage.of(listed, store, kept, one -> isOld(store.path(one)));
            List<Path> blobs = dead(garbage.live());
            long bytes = 0;
            for (Path blob : blobs) {
                bytes += Files.size(blob);
            }
            result.add(new Collected(List.copyOf(garbage.packages()), blobs.size(), bytes));
            if (!remove) {
                return Optional.empty();
            }
            // First from the index: whatever happens then, nothing that is listed lacks a blob.
            Optional<byte[]> changed = listed.without(garbage.manifests());
            if (changed.isPresent()) {
                index.write(changed.get());
            }
            for (Path blob : blobs) {
                Files.deleteIfExists(blob);
            }
            return Optional.empty();
        });
        return result.getFirst();
    }

    private List<Path> dead(Set<Digest> live) throws IOException {
        List<Path> dead = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(store.blobs())) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (BLOB.matcher(name).matches()
                        && !live.contains(Digest.parse("sha256:" + name))
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && isOld(file)) {
                    dead.add(file);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return dead;
    }

    private boolean isOld(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(before);
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw new PlatformException.Unavailable("cannot see when " + file + " was stored: " + e, e);
        }
    }
}
