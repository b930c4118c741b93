package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.PlatformException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Small objects that change by compare-and-set: If-None-Match and If-Match on the entity tag (S3 user guide,
 * "Conditional requests").
 *
 * <p>Each write carries an id of its own in the object's metadata. When an answer got lost and the SDK sent the write
 * again, S3 refuses the second one because of the first: the id tells our own write from another's.
 */
final class S3Documents {

    private static final String WRITE_ID = "slipway-write";
    private static final int CONFLICTING_REQUEST = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;

    private final S3Client s3;
    private final S3Place place;
    private final Backoff backoff;
    private final Supplier<String> writeIds;

    S3Documents(S3Client s3, S3Place place, Backoff backoff, Supplier<String> writeIds) {
        this.s3 = s3;
        this.place = place;
        this.backoff = backoff;
        this.writeIds = writeIds;
    }

    /**
     * A document as it was read.
     *
     * @param bytes its content
     * @param tag its entity tag
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; the tag is what gets compared
    record Document(byte[] bytes, String tag) {}

    Optional<Document> read(String name) {
        try {
            var answer = s3.getObjectAsBytes(
                    request -> request.bucket(place.bucket()).key(place.key(name)));
            GetObjectResponse head = answer.response();
            return Optional.of(new Document(answer.asByteArrayUnsafe(), head.eTag()));
        } catch (S3Exception e) {
            if (isNoSuchKey(e)) {
                return Optional.empty();
            }
            throw AwsErrors.translate("cannot read " + place.address(name), e);
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot read " + place.address(name), e);
        }
    }

    /** Writes where nothing is: the new tag, or empty where something is. */
    Optional<String> create(String name, byte[] bytes) {
        return write(name, bytes, request -> request.ifNoneMatch("*"));
    }

    /** Replaces what has this tag: the new tag, or empty where something else is by now, or nothing. */
    Optional<String> replace(String name, String tag, byte[] bytes) {
        return write(name, bytes, request -> request.ifMatch(tag));
    }

    /** All names here that begin with {@code prefix}, sorted. */
    List<String> names(String prefix) {
        try {
            return s3
                    .listObjectsV2Paginator(
                            request -> request.bucket(place.bucket()).prefix(place.key(prefix)))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .map(key -> key.substring(place.prefix().length()))
                    .sorted()
                    .toList();
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot list " + place.address(prefix), e);
        }
    }

    private Optional<String> write(String name, byte[] bytes, Condition condition) {
        String writeId = writeIds.get();
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(place.key(name))
                .contentType("application/json")
                .metadata(Map.of(WRITE_ID, writeId))
                .checksumSHA256(checksum(Digest.of(bytes)));
        condition.on(request);
        PutObjectRequest whole = request.build();
        return backoff.until(
                () -> attempt(name, whole, bytes, writeId),
                () -> "cannot write " + place.address(name) + ": others write it all the time; try again later");
    }

    /** The outer Optional is empty where S3 was in the middle of another's write and says nothing yet. */
    private Optional<Optional<String>> attempt(String name, PutObjectRequest request, byte[] bytes, String writeId) {
        try {
            return Optional.of(Optional.of(
                    s3.putObject(request, RequestBody.fromBytes(bytes)).eTag()));
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || (request.ifMatch() != null && isNoSuchKey(e))) {
                return Optional.of(wasSentTwice(e) ? ownWrite(name, writeId) : Optional.empty());
            }
            if (e.statusCode() == CONFLICTING_REQUEST) {
                return Optional.empty();
            }
            throw AwsErrors.translate("cannot write " + place.address(name), e);
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot write " + place.address(name), e);
        }
    }

    private static boolean wasSentTwice(SdkException e) {
        Integer attempts = e.numAttempts();
        return attempts == null || attempts > 1;
    }

    /** The tag, where what stands there is what we wrote with this id. */
    private Optional<String> ownWrite(String name, String writeId) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(place.bucket()).key(place.key(name)));
            return writeId.equals(head.metadata().get(WRITE_ID)) ? Optional.of(head.eTag()) : Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw unsure(name, e);
        } catch (SdkException e) {
            throw unsure(name, e);
        }
    }

    private PlatformException unsure(String name, SdkException e) {
        return AwsErrors.translate("cannot tell whether " + place.address(name) + " was written", e);
    }

    /** Whether the object is missing, and not its bucket. */
    static boolean isNoSuchKey(S3Exception e) {
        return e.statusCode() == NOT_FOUND && AwsFault.of(e) == AwsFault.MISSING;
    }

    /** A SHA-256 as S3 writes it. */
    static String checksum(Digest digest) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
    }

    @FunctionalInterface
    private interface Condition {
        void on(PutObjectRequest.Builder request);
    }
}
