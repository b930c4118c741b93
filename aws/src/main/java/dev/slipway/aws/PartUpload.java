package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Stores a large blob in parts: read once, in order, sent several at a time, each with its SHA-256. What a broken push
 * left is looked for and not sent again. Nothing is seen of the blob until the last step, which is done only after the
 * whole digest was right, and only where nobody else was quicker.
 */
final class PartUpload {

    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICTING_REQUEST = 409;
    private static final int NOT_FOUND = 404;

    private final S3Client s3;
    private final S3Place place;
    private final int parallel;

    /**
     * Uploads into one place.
     *
     * @param parallel how many parts are on their way at the same time; as many are held in memory
     */
    PartUpload(S3Client s3, S3Place place, int parallel) {
        this.s3 = s3;
        this.place = place;
        this.parallel = parallel;
    }

    /**
     * An upload that was begun.
     *
     * @param key what is uploaded
     * @param id S3's name for the upload
     * @param ours whether we began it just now
     * @param parts the parts that are there, by number
     */
    record Begun(String key, String id, boolean ours, Map<Integer, Part> parts) {}

    /**
     * Stores a blob.
     *
     * @param damaged the tag of what stands in its place, where that is to be replaced
     * @return whether it was stored now; empty where somebody else changed something and it is to be looked at again
     */
    Optional<Boolean> put(Digest blob, PartPlan plan, ModelStore.Content content, Optional<String> damaged) {
        String key = place.key(S3Blobs.name(blob));
        String what = "cannot write " + place.address(S3Blobs.name(blob)) + " in " + plan.count() + " parts";
        try {
            Begun upload = begin(key, blob);
            try {
                return Optional.of(complete(upload, send(blob, plan, content, upload), plan, damaged));
            } catch (PlatformException.Corrupt e) {
                // What another began may still be right without us.
                if (upload.ours()) {
                    abort(upload);
                }
                throw e;
            } catch (S3Exception e) {
                switch (e.statusCode()) {
                    // The upload ended meanwhile: another pusher was quicker or gave up.
                    case NOT_FOUND -> {
                        if (AwsFault.of(e) == AwsFault.NO_BUCKET) {
                            throw e;
                        }
                    }
                    case PRECONDITION_FAILED, CONFLICTING_REQUEST -> abort(upload);
                    default -> throw e;
                }
                return Optional.empty();
            }
        } catch (SdkException e) {
            throw AwsErrors.translate(what, e);
        }
    }

    private Begun begin(String key, Digest blob) {
        return s3
                .listMultipartUploadsPaginator(
                        request -> request.bucket(place.bucket()).prefix(key))
                .uploads()
                .stream()
                .filter(upload -> upload.key().equals(key))
                .max(Comparator.comparing(MultipartUpload::initiated).thenComparing(MultipartUpload::uploadId))
                .map(upload -> new Begun(key, upload.uploadId(), false, parts(key, upload.uploadId())))
                .orElseGet(() -> create(key, blob));
    }

    private Map<Integer, Part> parts(String key, String id) {
        return s3
                .listPartsPaginator(
                        request -> request.bucket(place.bucket()).key(key).uploadId(id))
                .parts()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Part::partNumber, part -> part));
    }

    private Begun create(String key, Digest blob) {
        String id = s3.createMultipartUpload(request -> request.bucket(place.bucket())
                        .key(key)
                        .contentType("application/octet-stream")
                        .metadata(Map.of(S3Blobs.LABEL, blob.toString()))
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId();
        return new Begun(key, id, true, Map.of());
    }

    private PartSender send(Digest blob, PartPlan plan, ModelStore.Content content, Begun upload) {
        PartSender sender = new PartSender(s3, place.bucket(), upload, parallel);
        MessageDigest whole = Digest.algorithm();
        try (InputStream in = content.open();
                sender) {
            long read = 0;
            for (int part = 1; part <= plan.count(); part++) {
                sender.awaitRoom();
                byte[] bytes = in.readNBytes(plan.length(part));
                read += bytes.length;
                whole.update(bytes);
                if (bytes.length < plan.length(part)) {
                    break;
                }
                sender.send(part, bytes);
            }
            BlobUpload.checkLength(blob, plan.size(), read, in);
            BlobUpload.checkDigest(blob, Digest.finish(whole));
            sender.await();
            return sender;
        } catch (IOException e) {
            throw BlobUpload.unreadable(blob, e);
        }
    }

    private boolean complete(Begun upload, PartSender sent, PartPlan plan, Optional<String> damaged) {
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(place.bucket())
                .key(upload.key())
                .uploadId(upload.id())
                .mpuObjectSize(plan.size())
                .multipartUpload(parts -> parts.parts(sent.completed()));
        damaged.ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch("*"));
        s3.completeMultipartUpload(request.build());
        return true;
    }

    private void abort(Begun upload) {
        try {
            s3.abortMultipartUpload(
                    request -> request.bucket(place.bucket()).key(upload.key()).uploadId(upload.id()));
        } catch (SdkException e) {
            // Left behind, it costs its storage until the bucket's lifecycle ends it; nobody reads it.
        }
    }
}
