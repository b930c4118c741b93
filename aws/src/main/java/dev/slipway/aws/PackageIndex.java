package dev.slipway.aws;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The layout's {@code index.json} as a value: which manifests are packages, and their tags as the annotation
 * {@code org.opencontainers.image.ref.name} (github.com/opencontainers/image-spec image-layout.md). What other tools
 * put into it is kept.
 */
final class PackageIndex {

    /** The media type of an index. */
    static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

    private static final String TAG = "org.opencontainers.image.ref.name";

    private final List<JsonReader> entries;

    private PackageIndex(List<JsonReader> entries) {
        this.entries = entries;
    }

    static PackageIndex empty() {
        return new PackageIndex(List.of());
    }

    /**
     * Reads an index.
     *
     * @param place where it is, for the message
     * @throws PlatformException.Corrupt where the bytes are no index
     */
    static PackageIndex parse(String place, byte[] bytes) {
        try {
            PackageIndex index =
                    new PackageIndex(JsonReader.parse("index.json", bytes).children("manifests"));
            index.entries.forEach(PackageIndex::digest);
            return index;
        } catch (JsonException | IllegalArgumentException e) {
            throw new PlatformException.Corrupt(place + " is a broken index: " + e.getMessage());
        }
    }

    List<Digest> packages(Predicate<Digest> isPackage) {
        return entries.stream()
                .filter(entry -> isPackage(entry, isPackage))
                .map(PackageIndex::digest)
                .distinct()
                .sorted()
                .toList();
    }

    SortedMap<String, Digest> tags(Predicate<Digest> isPackage) {
        SortedMap<String, Digest> tags = new TreeMap<>();
        for (JsonReader entry : entries) {
            tag(entry).filter(tag -> isPackage(entry, isPackage)).ifPresent(tag -> tags.put(tag, digest(entry)));
        }
        return tags;
    }

    /** The index that lists this manifest too, as bytes; empty where it lists it already. */
    Optional<byte[]> withPackage(Digest manifest, long size) {
        if (lists(manifest)) {
            return Optional.empty();
        }
        List<Json> changed = kept(entry -> true);
        changed.add(descriptor(manifest, size, Optional.empty()));
        return Optional.of(bytes(changed));
    }

    /**
     * The index in which the tag points to {@code target}, as bytes; empty where it does already.
     *
     * @throws PlatformException.Missing where the index does not list {@code target}
     * @throws PlatformException.Conflict where the tag does not point to what was expected
     */
    Optional<byte[]> withTag(String tag, Optional<Digest> expected, Digest target, String place) {
        if (!lists(target)) {
            throw new PlatformException.Missing("the store " + place + " has no package " + target);
        }
        Optional<JsonReader> old =
                entries.stream().filter(entry -> hasTag(entry, tag)).findFirst();
        Optional<Digest> found = old.map(PackageIndex::digest);
        Tags.compare(tag, expected, found);
        if (found.equals(Optional.of(target))) {
            return Optional.empty();
        }
        long size = entries.stream()
                .filter(entry -> digest(entry).equals(target))
                .findFirst()
                .orElseThrow()
                .whole("size");
        // The target's entry without a tag becomes the tagged one; a package that loses its last tag keeps an entry.
        List<Json> changed = kept(entry -> !hasTag(entry, tag)
                && !(digest(entry).equals(target) && tag(entry).isEmpty()));
        changed.add(descriptor(target, size, Optional.of(tag)));
        old.filter(entry ->
                        entries.stream().noneMatch(other -> digest(other).equals(digest(entry)) && !hasTag(other, tag)))
                .ifPresent(entry -> changed.add(descriptor(digest(entry), entry.whole("size"), Optional.empty())));
        return Optional.of(bytes(changed));
    }

    private boolean lists(Digest manifest) {
        return entries.stream().anyMatch(entry -> digest(entry).equals(manifest));
    }

    /** Other tools may leave the artifact type out of the index: then the manifest says it. */
    private static boolean isPackage(JsonReader entry, Predicate<Digest> isPackage) {
        return entry.text("mediaType").equals(Manifest.MEDIA_TYPE)
                && entry.optionalText("artifactType")
                        .map(Manifest.ARTIFACT_TYPE::equals)
                        .orElseGet(() -> isPackage.test(digest(entry)));
    }

    private List<Json> kept(Predicate<JsonReader> which) {
        return new ArrayList<>(
                entries.stream().filter(which).map(JsonReader::object).toList());
    }

    private static Json descriptor(Digest manifest, long size, Optional<String> tag) {
        Json.Fields entry = Json.object()
                .with("mediaType", Json.of(Manifest.MEDIA_TYPE))
                .with("artifactType", Json.of(Manifest.ARTIFACT_TYPE))
                .with("digest", Json.of(manifest.toString()))
                .with("size", Json.of(size));
        return tag.map(name -> entry.with("annotations", Json.object().with(TAG, Json.of(name))))
                .orElse(entry);
    }

    private static byte[] bytes(List<Json> entries) {
        return JsonText.canonical(Json.object()
                .with("schemaVersion", Json.of(2))
                .with("mediaType", Json.of(MEDIA_TYPE))
                .with("manifests", Json.array(entries)));
    }

    private static boolean hasTag(JsonReader entry, String tag) {
        return tag(entry).equals(Optional.of(tag));
    }

    private static Digest digest(JsonReader entry) {
        return Digest.parse(entry.text("digest"));
    }

    private static Optional<String> tag(JsonReader entry) {
        return entry.optionalChild("annotations").flatMap(notes -> notes.optionalText(TAG));
    }
}
