package dev.slipway.aws;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.CollectingStore;
import dev.slipway.core.platform.Condemned;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageIndex;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Packages in a bucket, laid out as an OCI image layout: what {@code aws s3 sync} brings down, any OCI tool reads.
 * Blobs are written once, by If-None-Match, with their SHA-256 checked by S3; {@code index.json} moves by If-Match.
 * Many writers may use one place.
 */
final class S3ModelStore implements CollectingStore {

    private final S3Place place;
    private final S3Blobs blobs;
    private final BlobUpload upload;
    private final S3Index index;
    private final S3Garbage garbage;

    S3ModelStore(S3Client s3, S3Place place, S3Blobs blobs, BlobUpload upload, S3Index index, InstantSource clock) {
        this.place = place;
        this.blobs = blobs;
        this.upload = upload;
        this.index = index;
        this.garbage = new S3Garbage(s3, place, index, this, clock);
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
        index.change(read -> {
            Manifest parts;
            try {
                parts = PackageContents.check(this, manifest, this::stored);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            refuseCondemned(
                    read,
                    "the package " + manifest,
                    Stream.concat(
                            Stream.of(manifest, parts.config().digest()),
                            parts.layers().stream().map(Descriptor::digest)));
            return read.withPackage(manifest, blobs.size(manifest));
        });
    }

    @Override
    public List<Digest> packages() {
        return index.read().packages(this);
    }

    @Override
    public SortedMap<String, Digest> tags() {
        return index.read().tags(this);
    }

    @Override
    public void moveTag(String tag, Optional<Digest> expected, Digest target) {
        Tags.check(tag);
        index.change(read -> read.withTag(tag, expected, target, this, place.toString()));
    }

    @Override
    public void attach(Digest referrer) {
        index.change(read -> {
            ReferrerManifest manifest;
            try {
                manifest = Referrers.check(this, referrer, this::stored);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            refuseCondemned(
                    read,
                    "the referrer " + referrer,
                    Stream.concat(
                            Stream.of(referrer), manifest.layers().stream().map(Descriptor::digest)));
            return read.withReferrer(referrer, blobs.size(referrer), manifest, this, place.toString());
        });
    }

    @Override
    public void detach(Digest referrer) {
        index.change(read -> read.withoutReferrer(referrer, this));
    }

    @Override
    public List<Referrer> referrers(Digest subject) {
        return index.read().referrers(subject, this);
    }

    @Override
    public Collected collect(Set<Digest> kept, Instant before, boolean remove) {
        return garbage.collect(kept, before, remove);
    }

    private OptionalLong stored(Digest blob) {
        return blobs.find(blob).map(found -> OptionalLong.of(found.size())).orElseGet(OptionalLong::empty);
    }

    /** What is condemned may be there still, and is gone in a moment. */
    private void refuseCondemned(PackageIndex read, String whose, Stream<Digest> parts) {
        Set<Digest> condemned = read.condemned().map(Condemned::blobs).orElse(Set.of());
        parts.filter(condemned::contains).findFirst().ifPresent(part -> {
            throw new PlatformException.Unavailable(whose + " needs " + part + ", which a collection of the garbage of "
                    + place + " is taking away; do it again when that has ended");
        });
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
