package dev.slipway.core.platform.folder;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.ModelStore.Referrer;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageIndex;
import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes away what nobody needs of a folder store. Works while nobody else writes the index, and spares what was stored of
 * late: a package that is just being put together has blobs that nothing names yet.
 */
final class FolderGarbage {

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern BLOB = Pattern.compile("[0-9a-f]{64}");
    private static final int LARGEST = 4 << 20;

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

    FolderModelStore.Collected collect(boolean remove) throws IOException {
        List<FolderModelStore.Collected> result = new ArrayList<>();
        index.exclusively(() -> {
            PackageIndex listed = index.read();
            Set<Digest> packages = unneeded(listed);
            Set<Digest> manifests = new TreeSet<>(packages);
            for (Digest one : packages) {
                listed.referrers(one, store).stream().map(Referrer::digest).forEach(manifests::add);
            }
            Set<Digest> live = live(listed, manifests);
            List<Path> blobs = dead(live);
            long bytes = 0;
            for (Path blob : blobs) {
                bytes += Files.size(blob);
            }
            result.add(new FolderModelStore.Collected(List.copyOf(packages), blobs.size(), bytes));
            if (!remove) {
                return Optional.empty();
            }
            // First from the index: whatever happens then, nothing that is listed lacks a blob.
            Optional<byte[]> changed = listed.without(manifests);
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

    private Set<Digest> unneeded(PackageIndex listed) throws IOException {
        Set<Digest> tagged = new HashSet<>(listed.tags(store).values());
        Set<Digest> unneeded = new TreeSet<>();
        for (Digest one : listed.packages(store)) {
            if (!kept.contains(one) && !tagged.contains(one) && isOld(store.path(one))) {
                unneeded.add(one);
            }
        }
        return unneeded;
    }

    /** All blobs that what stays in the index names. */
    private Set<Digest> live(PackageIndex listed, Set<Digest> leaving) {
        Set<Digest> live = new HashSet<>();
        Set<Digest> packages = new HashSet<>(listed.packages(store));
        for (Digest manifest : listed.manifests()) {
            if (leaving.contains(manifest)) {
                continue;
            }
            live.add(manifest);
            if (packages.contains(manifest)) {
                Manifest read = PackageContents.manifest(store, manifest);
                live.add(read.config().digest());
                read.layers().stream().map(Descriptor::digest).forEach(live::add);
            } else {
                named(manifest, live, 0);
            }
        }
        live.add(ReferrerManifest.config().digest());
        return live;
    }

    /** Other tools' entries and referrers: every digest in their manifests counts, and in what those name. */
    private void named(Digest manifest, Set<Digest> live, int depth) {
        byte[] bytes;
        try {
            bytes = store.read(manifest, LARGEST);
        } catch (PlatformException.Missing | PlatformException.Corrupt e) {
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.startsWith("{") || depth > 2) {
            return;
        }
        for (MatchResult found : DIGEST.matcher(text).results().toList()) {
            Digest digest = Digest.parse(found.group());
            if (live.add(digest)) {
                named(digest, live, depth + 1);
            }
        }
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

    private boolean isOld(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(before);
        } catch (NoSuchFileException e) {
            return true;
        }
    }
}
