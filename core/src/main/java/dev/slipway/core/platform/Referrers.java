package dev.slipway.core.platform;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said of packages, beside them: written and read through the {@link ModelStore} port. */
public final class Referrers {

    private Referrers() {}

    /**
     * Says something of a package: stores the content and a manifest that refers to the package, and lists it. Saying
     * the very same again changes nothing.
     *
     * @param artifactType the kind of what is said; the media type of the content too
     * @param content what is said
     * @param annotations facts about it, by key; OCI tools show them
     * @return the digest of the referrer's manifest
     * @throws PlatformException.Missing where {@code subject} is no package of the store
     */
    public static Digest attach(
            ModelStore store, Digest subject, String artifactType, byte[] content, Map<String, String> annotations) {
        Descriptor said = new Descriptor(artifactType, Digest.of(content), content.length, Map.of());
        return attach(store, subject, artifactType, said, content, annotations);
    }

    /**
     * Says something of a package, as the other {@code attach} does, where the content has a media type or annotations of
     * its own.
     *
     * @param said names {@code content}
     */
    public static Digest attach(
            ModelStore store,
            Digest subject,
            String artifactType,
            Descriptor said,
            byte[] content,
            Map<String, String> annotations) {
        int size = store.read(subject, PackageContents.LARGEST_MANIFEST).length;
        Descriptor about = new Descriptor(Manifest.MEDIA_TYPE, subject, size, Map.of());
        ReferrerManifest referrer = new ReferrerManifest(artifactType, about, List.of(said), annotations);
        put(store, content);
        put(store, ReferrerManifest.EMPTY.getBytes(StandardCharsets.UTF_8));
        Digest digest = put(store, referrer.bytes());
        store.attach(digest);
        return digest;
    }

    private static Digest put(ModelStore store, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        store.put(digest, bytes.length, () -> new ByteArrayInputStream(bytes));
        return digest;
    }

    /** The manifests of this kind that refer to a package, sorted by digest. */
    public static List<Digest> of(ModelStore store, Digest subject, String artifactType) {
        return store.referrers(subject).stream()
                .filter(referrer -> referrer.artifactType().equals(artifactType))
                .map(ModelStore.Referrer::digest)
                .toList();
    }

    /**
     * Reads what a referrer with one layer says, whole and checked.
     *
     * @param limit the most bytes to read
     * @throws PlatformException.Missing where a part is not stored
     * @throws PlatformException.Corrupt where a part is not what its digest says, or larger than {@code limit}
     * @throws PlatformException.Refused where the blob is no referrer's manifest
     */
    public static byte[] content(ModelStore store, Digest referrer, int limit) {
        return store.read(manifest(store, referrer).layers().getFirst().digest(), limit);
    }

    /**
     * Reads a referrer's manifest out of a store.
     *
     * @throws PlatformException.Missing where the store does not have it
     * @throws PlatformException.Corrupt where its bytes are not what the digest says
     * @throws PlatformException.Refused where the blob is something else
     */
    public static ReferrerManifest manifest(ModelStore store, Digest referrer) {
        byte[] bytes = store.read(referrer, PackageContents.LARGEST_MANIFEST);
        try {
            return ReferrerManifest.parse(bytes);
        } catch (JsonException | IllegalArgumentException e) {
            throw new PlatformException.Refused(
                    referrer + " is no manifest that refers to a package: " + e.getMessage());
        }
    }

    /** A referrer's manifest; empty where the blob is not there, is damaged or is something else. */
    static Optional<ReferrerManifest> find(ModelStore store, Digest referrer) {
        try {
            return store.has(referrer) ? Optional.of(manifest(store, referrer)) : Optional.empty();
        } catch (PlatformException.Missing | PlatformException.Corrupt | PlatformException.Refused e) {
            return Optional.empty();
        }
    }

    /**
     * Checks that everything a referrer's manifest names is stored with the size it declares.
     *
     * @return the manifest
     * @throws PlatformException.Missing where a blob is not stored; all that are missing are named
     * @throws PlatformException.Corrupt where one has another size
     * @throws PlatformException.Refused where {@code referrer} is no referrer's manifest
     */
    public static ReferrerManifest check(ModelStore store, Digest referrer, PackageContents.Sizes sizes)
            throws IOException {
        ReferrerManifest manifest = manifest(store, referrer);
        PackageContents.check("the referrer " + referrer, manifest.layers(), sizes);
        return manifest;
    }
}
