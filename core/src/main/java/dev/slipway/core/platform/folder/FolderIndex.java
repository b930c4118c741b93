package dev.slipway.core.platform.folder;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Tags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The layout's {@code index.json}: which manifests are packages, and what they are called. A tag is the annotation
 * {@code org.opencontainers.image.ref.name}. Read without a lock, for it is only ever replaced as a whole; written by
 * one process at a time. What other tools put into it is kept.
 */
final class FolderIndex {

    private static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final String TAG = "org.opencontainers.image.ref.name";
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
        Path index = root.resolve("index.json");
        if (Files.exists(layout) && Files.exists(index)) {
            return;
        }
        mutex(root).locked(() -> {
            if (!Files.exists(layout)) {
                DurableFiles.replace(root.resolve("oci-layout.tmp"), layout, LAYOUT.getBytes(StandardCharsets.UTF_8));
            }
            if (!Files.exists(index)) {
                DurableFiles.replace(temporary(root), index, bytes(List.of()));
            }
            return index;
        });
    }

    List<Digest> packages() throws IOException {
        return entries().stream()
                .filter(this::isPackage)
                .map(FolderIndex::digest)
                .distinct()
                .sorted()
                .toList();
    }

    SortedMap<String, Digest> tags() throws IOException {
        SortedMap<String, Digest> tags = new TreeMap<>();
        for (JsonReader entry : entries()) {
            if (isPackage(entry)) {
                tag(entry).ifPresent(tag -> tags.put(tag, digest(entry)));
            }
        }
        return tags;
    }

    void publish(Digest manifest) throws IOException {
        PackageContents.check(store, manifest, blob -> Files.size(store.path(blob)));
        change(entries -> {
            if (entries.stream().anyMatch(entry -> digest(entry).equals(manifest))) {
                return Optional.empty();
            }
            List<Json> changed = objects(entries, entry -> true);
            changed.add(descriptor(manifest, Optional.empty()));
            return Optional.of(changed);
        });
    }

    void moveTag(String tag, Optional<Digest> expected, Digest target) throws IOException {
        Tags.check(tag);
        if (!Files.exists(root.resolve("index.json"))) {
            throw new PlatformException.Missing("the store " + root + " is empty: it has no package " + target);
        }
        change(entries -> {
            Optional<Digest> found = entries.stream()
                    .filter(entry -> tag(entry).equals(Optional.of(tag)))
                    .map(FolderIndex::digest)
                    .findFirst();
            if (entries.stream().noneMatch(entry -> digest(entry).equals(target))) {
                throw new PlatformException.Missing("the store " + root + " has no package " + target);
            }
            Tags.compare(tag, expected, found);
            if (found.equals(Optional.of(target))) {
                return Optional.empty();
            }
            // The target's entry without a tag becomes the tagged one; the package that loses its last tag keeps an
            // entry without one.
            List<Json> changed = objects(
                    entries,
                    entry -> !tag(entry).equals(Optional.of(tag))
                            && !(digest(entry).equals(target) && tag(entry).isEmpty()));
            changed.add(descriptor(target, Optional.of(tag)));
            found.filter(old -> entries.stream()
                            .noneMatch(entry ->
                                    digest(entry).equals(old) && !tag(entry).equals(Optional.of(tag))))
                    .ifPresent(old -> changed.add(descriptor(old, Optional.empty())));
            return Optional.of(changed);
        });
    }

    private void change(Change change) throws IOException {
        mutex(root).locked(() -> {
            Optional<List<Json>> changed = change.of(entries());
            if (changed.isPresent()) {
                DurableFiles.replace(temporary(root), root.resolve("index.json"), bytes(changed.get()));
            }
            return changed;
        });
    }

    /** What the index shall hold next; empty where it stays as it is. */
    @FunctionalInterface
    private interface Change {
        Optional<List<Json>> of(List<JsonReader> entries);
    }

    private List<JsonReader> entries() throws IOException {
        try {
            List<JsonReader> entries = JsonReader.parse("index.json", Files.readAllBytes(root.resolve("index.json")))
                    .children("manifests");
            entries.forEach(FolderIndex::digest);
            return entries;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (JsonException | IllegalArgumentException e) {
            throw new PlatformException.Corrupt("the store " + root + " has a broken index: " + e.getMessage());
        }
    }

    /** Other tools may leave the artifact type out of the index: then the manifest says it. */
    private boolean isPackage(JsonReader entry) {
        if (!entry.text("mediaType").equals(Manifest.MEDIA_TYPE)) {
            return false;
        }
        return entry.optionalText("artifactType")
                .map(Manifest.ARTIFACT_TYPE::equals)
                .orElseGet(() -> Files.isRegularFile(store.path(digest(entry)), LinkOption.NOFOLLOW_LINKS)
                        && PackageContents.isPackage(store, digest(entry)));
    }

    private Json descriptor(Digest manifest, Optional<String> tag) {
        Json.Fields entry = Json.object()
                .with("mediaType", Json.of(Manifest.MEDIA_TYPE))
                .with("artifactType", Json.of(Manifest.ARTIFACT_TYPE))
                .with("digest", Json.of(manifest.toString()))
                .with("size", Json.of(store.path(manifest).toFile().length()));
        return tag.map(name -> entry.with("annotations", Json.object().with(TAG, Json.of(name))))
                .orElse(entry);
    }

    private static List<Json> objects(List<JsonReader> entries, Predicate<JsonReader> kept) {
        return new ArrayList<>(
                entries.stream().filter(kept).map(JsonReader::object).toList());
    }

    private static Digest digest(JsonReader entry) {
        return Digest.parse(entry.text("digest"));
    }

    private static Optional<String> tag(JsonReader entry) {
        return entry.optionalChild("annotations").flatMap(notes -> notes.optionalText(TAG));
    }

    private static byte[] bytes(List<Json> entries) {
        return JsonText.canonical(Json.object()
                .with("schemaVersion", Json.of(2))
                .with("mediaType", Json.of(MEDIA_TYPE))
                .with("manifests", Json.array(entries)));
    }

    private static Path temporary(Path root) {
        return root.resolve("index.json.tmp");
    }

    private static FileMutex mutex(Path root) {
        return new FileMutex(root.resolve("index.lock"));
    }
}
