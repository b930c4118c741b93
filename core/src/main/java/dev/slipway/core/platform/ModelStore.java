package dev.slipway.core.platform;

import dev.slipway.core.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps packages: blobs by digest, tags, and what is said of packages beside them. A blob is written once and never changed; a tag moves by compare-and-set.
 * Two writers of one blob both succeed and it is stored once. Nothing half written is ever seen.
 */
public interface ModelStore {

    /** Whether this blob is stored, whole. */
    boolean has(Digest blob);

    /**
     * Stores a blob where it is not stored yet, or where what is stored was damaged as far as the store can tell without
     * sending it: a folder reads it, an object store compares the checksum it keeps, and reads it where it keeps none. Reads {@code content} once, in a
     * stream, and checks it on the way.
     *
     * @param size the length it must have, in bytes
     * @return whether it was stored now; false where it was there already, whole, and then {@code content} may stay
     *     unread
     * @throws PlatformException.Corrupt where the content has another digest or size; nothing is stored
     * @throws PlatformException.Unavailable where the store does not answer or is full; nothing half done is seen
     */
    boolean put(Digest blob, long size, Content content);

    /**
     * Opens a blob. The stream checks the digest as it is read, and its last read throws
     * {@link PlatformException.Corrupt} instead of answering the end, where the bytes are not what the digest says: so
     * use nothing before the end was reached.
     *
     * @throws PlatformException.Missing where the store does not have it
     */
    InputStream open(Digest blob);

    /**
     * Reads a blob whole and checked. For small ones.
     *
     * @param limit the most bytes to read
     * @throws PlatformException.Missing where the store does not have it
     * @throws PlatformException.Corrupt where its bytes are not what the digest says, or more than {@code limit}
     */
    byte[] read(Digest blob, int limit);

    /**
     * Says that the blob {@code manifest} is a package's manifest, so that {@link #packages()} lists it. It and all
     * that it names must be stored already. Doing it again changes nothing.
     *
     * @throws PlatformException.Missing where the manifest or a blob it names is not stored
     */
    void publish(Digest manifest);

    /** The manifests' digests of all packages, sorted. */
    List<Digest> packages();

    /** All tags and what they point to. */
    Map<String, Digest> tags();

    /** What a tag such as {@code digits:stable} points to, where it exists. */
    default Optional<Digest> tag(String tag) {
        return Optional.ofNullable(tags().get(tag));
    }

    /**
     * Moves a tag.
     *
     * @param expected what the tag must point to now; empty where it must not exist yet
     * @param target the package it shall point to
     * @throws PlatformException.Conflict where it points to something else; nothing is moved
     * @throws PlatformException.Missing where {@code target} is no package of this store
     */
    void moveTag(String tag, Optional<Digest> expected, Digest target);

    /**
     * Says that the blob {@code referrer} is a manifest that speaks of a package ({@code subject}), so that
     * {@link #referrers} lists it: a signature, an SBOM, measurements. All that it names must be stored already. Doing
     * it again changes nothing. {@link Referrers} does it all in one.
     *
     * @throws PlatformException.Missing where it, a blob it names, or the package it speaks of is not in this store
     * @throws PlatformException.Corrupt where a blob has another size than it declares
     * @throws PlatformException.Refused where the blob is no manifest with a subject
     */
    void attach(Digest referrer);

    /**
     * Lists a referrer no longer: it was said, and holds no more. Its blobs stay until garbage is collected. What is not
     * listed changes nothing.
     *
     * @throws PlatformException.Refused where it is a package
     */
    void detach(Digest referrer);

    /** What speaks of this package, sorted by digest; empty where nothing does. */
    List<Referrer> referrers(Digest subject);

    /**
     * A manifest that speaks of a package.
     *
     * @param digest its digest
     * @param artifactType the kind of what it says
     */
    record Referrer(Digest digest, String artifactType) {}

    /** Content that can be opened, once or again. */
    @FunctionalInterface
    interface Content {
        /** Opens it from its start. */
        InputStream open() throws IOException;
    }
}
