package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.CollectingStore;
import dev.slipway.core.platform.CollectingStore.Collected;
import dev.slipway.core.platform.Condemned;
import dev.slipway.core.platform.Garbage;
import dev.slipway.core.platform.PackageIndex;
import dev.slipway.core.platform.PlatformException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Takes away what nobody needs of a place in S3, where nobody can be locked out. What goes is first condemned, in the
 * index itself and by compare-and-set: from then on no package is listed that counts on it, and whoever tried to list one
 * just before finds the index changed and looks again. Only then it is removed.
 */
final class S3Garbage {

    private static final Pattern BLOB = Pattern.compile("[0-9a-f]{64}");
    private static final String BLOBS = "blobs/sha256/";

    /** As many as S3 deletes in one request. */
    private static final int AT_ONCE = 1000;

    private final S3Client s3;
    private final S3Place place;
    private final S3Index index;
    private final CollectingStore store;
    private final InstantSource clock;

    S3Garbage(S3Client s3, S3Place place, S3Index index, CollectingStore store, InstantSource clock) {
        this.s3 = s3;
        this.place = place;
        this.index = index;
        this.store = store;
        this.clock = clock;
    }

    /**
     * A blob as S3 lists it.
     *
     * @param size its length in bytes
     * @param stored when it was stored
     */
    private record Listed(long size, Instant stored) {}

    /** What one look at the place showed: what goes, as which index tells, and when. */
    private record Sentence(Garbage garbage, Map<Digest, Listed> blobs, PackageIndex listed, Instant at) {

        byte[] bytes() {
            Optional<Condemned> condemned =
                    blobs.isEmpty() ? Optional.empty() : Optional.of(new Condemned(at, blobs.keySet()));
            return listed.condemning(garbage.manifests(), condemned);
        }
    }

    /** As {@link CollectingStore#collect}. */
    Collected collect(Set<Digest> kept, Instant before, boolean remove) {
        if (!remove) {
            return told(sentence(index.read(), kept, before));
        }
        AtomicReference<Sentence> passed = new AtomicReference<>();
        index.change(read -> {
            refuseAnother(read, before);
            Sentence now = sentence(read, kept, before);
            passed.set(now);
            boolean nothing = now.blobs().isEmpty() && now.garbage().manifests().isEmpty();
            return nothing && read.condemned().isEmpty() ? Optional.empty() : Optional.of(now.bytes());
        });
        Sentence sentence = passed.get();
        List<Digest> condemned = List.copyOf(sentence.blobs().keySet());
        for (int from = 0; from < condemned.size(); from += AT_ONCE) {
            List<Digest> some = condemned.subList(from, Math.min(condemned.size(), from + AT_ONCE));
            demandStillOurs(some);
            delete(some);
        }
        index.change(read -> condemned.isEmpty() || !condemned(read).equals(Set.copyOf(condemned))
                ? Optional.empty()
                : Optional.of(read.condemning(Set.of(), Optional.empty())));
        abandonUploads(before);
        return told(sentence);
    }

    private static Set<Digest> condemned(PackageIndex read) {
        return read.condemned().map(Condemned::blobs).orElse(Set.of());
    }

    private static Collected told(Sentence sentence) {
        return new Collected(
                List.copyOf(sentence.garbage().packages()),
                sentence.blobs().size(),
                sentence.blobs().values().stream().mapToLong(Listed::size).sum());
    }

    private Sentence sentence(PackageIndex listed, Set<Digest> kept, Instant before) {
        Map<Digest, Listed> all = blobs();
        Garbage garbage = Garbage.of(listed, store, kept, one -> isOld(all.get(one), before));
        Map<Digest, Listed> going = new TreeMap<>();
        all.forEach((blob, found) -> {
            if (!garbage.live().contains(blob) && isOld(found, before)) {
                going.put(blob, found);
            }
        });
        return new Sentence(garbage, going, listed, clock.instant());
    }

    /** What is not there any more is old. */
    private static boolean isOld(@Nullable Listed found, Instant before) {
        return found == null || found.stored().isBefore(before);
    }

    private Map<Digest, Listed> blobs() {
        String folder = place.key(BLOBS);
        try {
            return s3
                    .listObjectsV2Paginator(
                            request -> request.bucket(place.bucket()).prefix(folder))
                    .contents()
                    .stream()
                    .filter(object -> BLOB.matcher(object.key().substring(folder.length()))
                            .matches())
                    .collect(Collectors.toMap(
                            object -> Digest.parse("sha256:" + object.key().substring(folder.length())),
                            object -> new Listed(object.size(), object.lastModified())));
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot list " + place.address(BLOBS), e);
        }
    }

    /** Two at once could each take away what the other's end let somebody count on again. */
    private void refuseAnother(PackageIndex read, Instant before) {
        read.condemned().filter(other -> !other.at().isBefore(before)).ifPresent(other -> {
            throw new PlatformException.Conflict("garbage of " + place + " is being collected since " + other.at()
                    + ", or was when that was killed; do it again an hour after that");
        });
    }

    /** One that was stopped for long enough to be taken for dead must not go on. */
    private void demandStillOurs(List<Digest> blobs) {
        if (!condemned(index.read()).containsAll(blobs)) {
            throw new PlatformException.Conflict("another collection of the garbage of " + place
                    + " took over from this one, which removes nothing more");
        }
    }

    private void delete(List<Digest> blobs) {
        List<ObjectIdentifier> keys = blobs.stream()
                .map(blob -> ObjectIdentifier.builder()
                        .key(place.key(S3Blobs.name(blob)))
                        .build())
                .toList();
        DeleteObjectsResponse answer;
        try {
            answer = s3.deleteObjects(request -> request.bucket(place.bucket())
                    .delete(what -> what.objects(keys).quiet(true)));
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot remove blobs of " + place, e);
        }
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
            throw new PlatformException.Unavailable(
                    "cannot remove " + answer.errors().size() + " blobs of " + place
                            + ": " + answer.errors().getFirst().key() + ": "
                            + answer.errors().getFirst().message());
        }
    }

    /** Parts of blobs that a push left behind and none took up again. */
    private void abandonUploads(Instant before) {
        try {
            List<MultipartUpload> uploads = new ArrayList<>();
            s3.listMultipartUploadsPaginator(
                            request -> request.bucket(place.bucket()).prefix(place.key(BLOBS)))
                    .uploads()
                    .forEach(uploads::add);
            for (MultipartUpload upload : uploads) {
                if (upload.initiated().isBefore(before)) {
                    s3.abortMultipartUpload(request ->
                            request.bucket(place.bucket()).key(upload.key()).uploadId(upload.uploadId()));
                }
            }
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot abandon old uploads to " + place, e);
        }
    }
}
