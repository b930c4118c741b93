package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageIndex;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Packages in a bucket, laid out as an OCI image layout: what {@code aws s3 sync} brings down, any OCI tool reads.
 * Blobs are written once, by If-None-Match, with their SHA-256 checked by S3; {@code index.json} moves by If-Match.
 * Many writers may use one place.
 */
final class S3ModelStore implements ModelStore {

    private static final String INDEX = "index.json";
    private static final String LAYOUT = "oci-layout";
    private static final byte[] LAYOUT_BYTES = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private final S3Place place;
    private final S3Blobs blobs;
    private final BlobUpload upload;
    private final S3Documents documents;
    private final Backoff backoff;

    S3ModelStore(S3Place place, S3Blobs blobs, BlobUpload upload, S3Documents documents, Backoff backoff) {
        this.place = place;
        this.blobs = blobs;
        this.upload = upload;
        this.documents = documents;
        this.backoff = backoff;
    }

    @Override
    public boolean has(Digest blob) {
        return blobs.find(blob).isPresent();
    }

    @Override
    public boolean put(Digest blob, long size, Content content) {
        return upload.put(blob, size, content);
    }

    @Override
    public InputStream open(Digest blob) {
        return blobs.open(blob);
    }

    @Override
    public byte[] read(Digest blob, int limit) {
        try (InputStream in = open(blob)) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new PlatformException.Corrupt(blob + " is larger than the " + limit + " bytes expected of it");
            }
            return bytes;
        } catch (IOException e) {
            throw new PlatformException.Unavailable("cannot read " + blob + " in the store " + place + ": " + e, e);
        }
    }

    @Override
    public void publish(Digest manifest) {
        try {
            PackageContents.check(this, manifest, blobs::size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long size = blobs.size(manifest);
        change(index -> index.withPackage(manifest, size));
    }

    @Override
    public List<Digest> packages() {
        return index().packages(this);
    }

    @Override
    public SortedMap<String, Digest> tags() {
        return index().tags(this);
    }

    @Override
    public void moveTag(String tag, Optional<Digest> expected, Digest target) {
        Tags.check(tag);
        change(index -> index.withTag(tag, expected, target, this, place.toString()));
    }

    @Override
    public void attach(Digest referrer) {
        ReferrerManifest manifest;
        try {
            manifest = Referrers.check(this, referrer, blobs::size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long size = blobs.size(referrer);
        change(index -> index.withReferrer(referrer, size, manifest, this, place.toString()));
    }

    @Override
    public List<Referrer> referrers(Digest subject) {
        return index().referrers(subject, this);
    }

    private PackageIndex index() {
        return documents.read(INDEX).map(this::parse).orElseGet(PackageIndex::empty);
    }

    private PackageIndex parse(S3Documents.Document document) {
        return PackageIndex.parse(place.address(INDEX), document.bytes());
    }

    /** Reads, decides, writes by compare-and-set, and begins anew where another was quicker. */
    private void change(Function<PackageIndex, Optional<byte[]>> change) {
        backoff.until(
                () -> {
                    Optional<S3Documents.Document> read = documents.read(INDEX);
                    Optional<byte[]> wanted = change.apply(read.map(this::parse).orElseGet(PackageIndex::empty));
                    return wanted.isEmpty() ? Optional.of("nothing to change") : write(read, wanted.get());
                },
                () -> "cannot change " + place.address(INDEX) + ": others change it all the time; try again later");
    }

    private Optional<String> write(Optional<S3Documents.Document> read, byte[] bytes) {
        if (read.isPresent()) {
            return documents.replace(INDEX, read.get().tag(), bytes);
        }
        // First, so that wherever an index is, this is too.
        documents.create(LAYOUT, LAYOUT_BYTES);
        return documents.create(INDEX, bytes);
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
