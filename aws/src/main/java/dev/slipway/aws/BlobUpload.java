package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Stores blobs: nothing is sent where the blob is there; a small one goes in one request whose checksum is the digest
 * itself, a large one in parts. One that is there with other bytes is replaced: S3 keeps a SHA-256 of what it got from
 * here, and what it got from elsewhere is read.
 */
final class BlobUpload {

    private static final String BINARY = "application/octet-stream";
    private static final int CONFLICTING_REQUEST = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final S3Place place;
    private final S3Blobs blobs;
    private final PartUpload parts;
    private final Backoff backoff;
    private final int smallestPart;

    /**
     * Uploads into one place.
     *
     * @param parts how a large blob goes
     * @param smallestPart the size in bytes of a part: at least 5 MiB, S3's least; a blob up to it goes in one request
     */
    BlobUpload(S3Client s3, S3Place place, S3Blobs blobs, PartUpload parts, Backoff backoff, int smallestPart) {
        this.s3 = s3;
        this.place = place;
        this.blobs = blobs;
        this.parts = parts;
        this.backoff = backoff;
        this.smallestPart = smallestPart;
    }

    /** As {@link ModelStore#put}. */
    boolean put(Digest blob, long size, ModelStore.Content content) {
        PartPlan plan = PartPlan.of(size, smallestPart);
        Supplier<Optional<Boolean>> attempt =
                plan.count() == 1 ? once(blob, plan, content) : () -> inParts(blob, plan, content);
        return backoff.until(
                attempt,
                () -> "cannot store " + blob + " in " + place + ": others store or abandon it all the time; try again");
    }

    /** What is there in its place. */
    private sealed interface Before {
        record Stored() implements Before {}

        record Absent() implements Before {}

        record Damaged(String tag) implements Before {}
    }

    private Before before(Digest blob, long size) {
        return blobs.find(blob)
                .map(found -> found.isWhole(blob, size).orElseGet(() -> blobs.readsWhole(blob))
                        ? new Before.Stored()
                        : new Before.Damaged(found.tag()))
                .orElseGet(Before.Absent::new);
    }

    private Supplier<Optional<Boolean>> once(Digest blob, PartPlan plan, ModelStore.Content content) {
        return () -> switch (before(blob, plan.size())) {
            case Before.Stored() -> Optional.of(false);
            case Before.Absent() -> send(blob, bytes(blob, plan, content), Optional.empty());
            case Before.Damaged(String tag) -> send(blob, bytes(blob, plan, content), Optional.of(tag));
        };
    }

    private Optional<Boolean> inParts(Digest blob, PartPlan plan, ModelStore.Content content) {
        return switch (before(blob, plan.size())) {
            case Before.Stored() -> Optional.of(false);
            case Before.Absent() -> parts.put(blob, plan, content, Optional.empty());
            case Before.Damaged(String tag) -> parts.put(blob, plan, content, Optional.of(tag));
        };
    }

    private static byte[] bytes(Digest blob, PartPlan plan, ModelStore.Content content) {
        int size = Math.toIntExact(plan.size());
        try (InputStream in = content.open()) {
            byte[] bytes = in.readNBytes(size);
            checkLength(blob, plan.size(), bytes.length, in);
            checkDigest(blob, Digest.of(bytes));
            return bytes;
        } catch (IOException e) {
            throw unreadable(blob, e);
        }
    }

    private Optional<Boolean> send(Digest blob, byte[] bytes, Optional<String> damaged) {
        String key = S3Blobs.name(blob);
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(place.key(key))
                .contentType(BINARY)
                .checksumSHA256(S3Documents.checksum(blob));
        damaged.ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch("*"));
        try {
            s3.putObject(request.build(), RequestBody.fromBytes(bytes));
            return Optional.of(true);
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICTING_REQUEST) {
                return Optional.empty();
            }
            throw AwsErrors.translate("cannot write " + place.address(key), e);
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot write " + place.address(key), e);
        }
    }

    /**
     * Checks that so many bytes were read, and that there are no more.
     *
     * @throws PlatformException.Corrupt where not
     */
    static void checkLength(Digest blob, long expected, long found, InputStream rest) throws IOException {
        if (found < expected) {
            throw new PlatformException.Corrupt("the content given for " + blob + " ends after " + found + " bytes of "
                    + expected + "; nothing was stored");
        }
        if (rest.read() >= 0) {
            throw new PlatformException.Corrupt("the content given for " + blob + " is longer than the " + expected
                    + " bytes declared; nothing was stored");
        }
    }

    /**
     * Checks that what was read is what it was said to be.
     *
     * @throws PlatformException.Corrupt where not
     */
    static void checkDigest(Digest expected, Digest found) {
        if (!found.equals(expected)) {
            throw new PlatformException.Corrupt(
                    "the content given for " + expected + " has the digest " + found + "; nothing was stored");
        }
    }

    /** That content could not be read. */
    static PlatformException unreadable(Digest blob, IOException e) {
        return new PlatformException.Unavailable(
                "cannot read the content of " + blob + ": " + e.getMessage() + "; nothing was stored", e);
    }
}
