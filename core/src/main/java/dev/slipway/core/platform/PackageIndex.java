package dev.slipway.core.platform;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.ModelStore.Referrer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A layout's {@code index.json} as a value: which manifests are packages, what refers to them, and their tags as the
 * annotation {@code org.opencontainers.image.ref.name} (github.com/opencontainers/image-spec image-layout.md). What
 * other tools put into it is kept. The same for every store that is an OCI image layout.
 */
public final class PackageIndex {

    private static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final String TAG = "org.opencontainers.image.ref.name";

    /** Spares reading every referrer to find one package's. Entries of other tools lack it: then the manifest says it. */
    private static final String SUBJECT = "dev.slipway.subject";

    /** An annotation of the whole index: what a garbage collection is just taking away. */
    private static final String CONDEMNED = "dev.slipway.condemned";

    private final List<JsonReader> entries;
    private final Optional<Condemned> condemned;

    private PackageIndex(List<JsonReader> entries, Optional<Condemned> condemned) {
        this.entries = entries;
        this.condemned = condemned;
    }

    /** An index that lists nothing. */
    public static PackageIndex empty() {
        return new PackageIndex(List.of(), Optional.empty());
    }

    /**
     * Reads an index.
     *
     * @param place where it is, for the message
     * @throws PlatformException.Corrupt where the bytes are no index
     */
    public static PackageIndex parse(String place, byte[] bytes) {
        try {
            JsonReader json = JsonReader.parse("index.json", bytes);
            PackageIndex index = new PackageIndex(
                    json.children("manifests"), note(json, CONDEMNED).map(Condemned::parse));
            index.entries.forEach(entry -> {
                digest(entry);
                entry.text("mediaType");
            });
            return index;
        } catch (JsonException | IllegalArgumentException e) {
            throw new PlatformException.Corrupt(place + " is a broken index: " + e.getMessage());
        }
    }

    /** As {@link ModelStore#packages()}; {@code store} is asked where an entry does not say what it is. */
    public List<Digest> packages(ModelStore store) {
        return entries.stream()
                .filter(entry -> isPackage(entry, store))
                .map(PackageIndex::digest)
                .distinct()
                .sorted()
                .toList();
    }

    /** As {@link ModelStore#tags()}; {@code store} is asked where an entry does not say what it is. */
    public SortedMap<String, Digest> tags(ModelStore store) {
        SortedMap<String, Digest> tags = new TreeMap<>();
        for (JsonReader entry : entries) {
            tag(entry).filter(tag -> isPackage(entry, store)).ifPresent(tag -> tags.put(tag, digest(entry)));
        }
        return tags;
    }

    /** As {@link ModelStore#referrers}; {@code store} is asked where an entry does not say what it refers to. */
    public List<Referrer> referrers(Digest subject, ModelStore store) {
        return entries.stream()
                .filter(entry -> entry.text("mediaType").equals(Manifest.MEDIA_TYPE))
                .flatMap(entry -> referrer(entry, subject, store).stream())
                .distinct()
                .sorted(Comparator.comparing(Referrer::digest))
                .toList();
    }

    private static Optional<Referrer> referrer(JsonReader entry, Digest subject, ModelStore store) {
        Optional<String> type = entry.optionalText("artifactType");
        if (type.equals(Optional.of(Manifest.ARTIFACT_TYPE))) {
            return Optional.empty();
        }
        Optional<String> hint = note(entry, SUBJECT);
        if (hint.isPresent() && type.isPresent()) {
            return hint.filter(subject.toString()::equals).map(_ -> new Referrer(digest(entry), type.get()));
        }
        return Referrers.find(store, digest(entry))
                .filter(manifest -> manifest.subject().digest().equals(subject))
                .map(manifest -> new Referrer(digest(entry), manifest.artifactType()));
    }

    /** The index that lists this package too, as bytes; empty where it lists it already. */
    public Optional<byte[]> withPackage(Digest manifest, long size) {
        if (lists(manifest)) {
            return Optional.empty();
        }
        List<Json> changed = kept(entry -> true);
        changed.add(descriptor(manifest, size, Manifest.ARTIFACT_TYPE));
        return Optional.of(bytes(changed));
    }

    /**
     * The index that lists this referrer too, as bytes; empty where it lists it already.
     *
     * @param size the size of its manifest in bytes
     * @throws PlatformException.Missing where its subject is no package in {@code store}
     */
    public Optional<byte[]> withReferrer(
            Digest referrer, long size, ReferrerManifest manifest, ModelStore store, String place) {
        Digest subject = manifest.subject().digest();
        demand(subject, store, place);
        if (lists(referrer)) {
            return Optional.empty();
        }
        List<Json> changed = kept(entry -> true);
        changed.add(descriptor(referrer, size, manifest.artifactType())
                .with("annotations", Json.object().with(SUBJECT, Json.of(subject.toString()))));
        return Optional.of(bytes(changed));
    }

    /**
     * The index in which the tag points to {@code target}, as bytes; empty where it does already.
     *
     * @param store is asked where an entry does not say what it is
     * @param place where the index is, for the message
     * @throws PlatformException.Missing where the index does not list {@code target} as a package
     * @throws PlatformException.Conflict where the tag does not point to what was expected
     */
    public Optional<byte[]> withTag(
            String tag, Optional<Digest> expected, Digest target, ModelStore store, String place) {
        demand(target, store, place);
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
        changed.add(descriptor(target, size, Manifest.ARTIFACT_TYPE)
                .with("annotations", Json.object().with(TAG, Json.of(tag))));
        old.filter(entry ->
                        entries.stream().noneMatch(other -> digest(other).equals(digest(entry)) && !hasTag(other, tag)))
                .ifPresent(
                        entry -> changed.add(descriptor(digest(entry), entry.whole("size"), Manifest.ARTIFACT_TYPE)));
        return Optional.of(bytes(changed));
    }

    /** The index without these manifests, as bytes; empty where it lists none of them. */
    public Optional<byte[]> without(Set<Digest> manifests) {
        List<Json> left = kept(entry -> !manifests.contains(digest(entry)));
        return left.size() == entries.size() ? Optional.empty() : Optional.of(bytes(left));
    }

    /**
     * The index without this referrer, as bytes; empty where it does not list it.
     *
     * @throws PlatformException.Refused where it is a package
     */
    public Optional<byte[]> withoutReferrer(Digest referrer, ModelStore store) {
        if (packages(store).contains(referrer)) {
            throw isAPackage(referrer);
        }
        return without(Set.of(referrer));
    }

    /** That a package was to be detached. */
    public static PlatformException isAPackage(Digest digest) {
        return new PlatformException.Refused(
                digest + " is a package; only what is said of one can be detached from it");
    }

    /** What a garbage collection is just taking away, or was when it was killed. */
    public Optional<Condemned> condemned() {
        return condemned;
    }

    /** The index without these manifests, in which these blobs are condemned and no others. */
    public byte[] condemning(Set<Digest> manifests, Optional<Condemned> blobs) {
        return bytes(kept(entry -> !manifests.contains(digest(entry))), blobs);
    }

    /** The manifests' digests of all entries, whatever they are. */
    public Set<Digest> manifests() {
        return entries.stream().map(PackageIndex::digest).collect(Collectors.toCollection(TreeSet::new));
    }

    private void demand(Digest target, ModelStore store, String place) {
        if (entries.stream().noneMatch(entry -> digest(entry).equals(target) && isPackage(entry, store))) {
            throw new PlatformException.Missing("the store " + place + " has no package " + target);
        }
    }

    private boolean lists(Digest manifest) {
        return entries.stream().anyMatch(entry -> digest(entry).equals(manifest));
    }

    /** Other tools may leave the artifact type out of the index: then the manifest says it. */
    private static boolean isPackage(JsonReader entry, ModelStore store) {
        return entry.text("mediaType").equals(Manifest.MEDIA_TYPE)
                && entry.optionalText("artifactType")
                        .map(Manifest.ARTIFACT_TYPE::equals)
                        .orElseGet(() -> store.has(digest(entry)) && PackageContents.isPackage(store, digest(entry)));
    }

    private List<Json> kept(Predicate<JsonReader> which) {
        return new ArrayList<>(
                entries.stream().filter(which).map(JsonReader::object).toList());
    }

    private static Json.Fields descriptor(Digest manifest, long size, String artifactType) {
        return Json.object()
                .with("mediaType", Json.of(Manifest.MEDIA_TYPE))
                .with("artifactType", Json.of(artifactType))
                .with("digest", Json.of(manifest.toString()))
                .with("size", Json.of(size));
    }

    /** This index as bytes, canonical. */
    public byte[] bytes() {
        return bytes(kept(entry -> true));
    }

    private byte[] bytes(List<Json> entries) {
        return bytes(entries, condemned);
    }

    private static byte[] bytes(List<Json> entries, Optional<Condemned> condemned) {
        Json.Fields index = Json.object()
                .with("schemaVersion", Json.of(2))
                .with("mediaType", Json.of(MEDIA_TYPE))
                .with("manifests", Json.array(entries));
        return JsonText.canonical(condemned
                .map(blobs -> index.with("annotations", Json.object().with(CONDEMNED, Json.of(blobs.text()))))
                .orElse(index));
    }

    private static boolean hasTag(JsonReader entry, String tag) {
        return tag(entry).equals(Optional.of(tag));
    }

    private static Digest digest(JsonReader entry) {
        return Digest.parse(entry.text("digest"));
    }

    private static Optional<String> tag(JsonReader entry) {
        return note(entry, TAG);
    }

    private static Optional<String> note(JsonReader entry, String key) {
        return entry.optionalChild("annotations").flatMap(notes -> notes.optionalText(key));
    }
}
