package dev.slipway.aws;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.StageNames;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** A stage's packages and records, taken away for ever: every version of every object, page by page. */
final class StoreRemoval {

    private final S3Client s3;
    private final StageNames names;

    StoreRemoval(S3Client s3, StageNames names) {
        this.s3 = s3;
        this.names = names;
    }

    long remove() {
        try {
            if (names.named().isPresent()) {
                return below(StageNames.PACKAGES) + below(StageNames.RELEASES);
            }
            long gone = below("");
            s3.deleteBucket(request -> request.bucket(names.bucket()));
            return gone;
        } catch (NoSuchBucketException e) {
            return 0;
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot empty the bucket " + names.bucket(), e);
        }
    }

    private long below(String prefix) {
        long gone = 0;
        for (ListObjectVersionsResponse page : s3.listObjectVersionsPaginator(
                request -> request.bucket(names.bucket()).prefix(prefix))) {
            List<ObjectIdentifier> all = Stream.concat(
                            page.versions().stream()
                                    .map(version -> ObjectIdentifier.builder()
                                            .key(version.key())
                                            .versionId(version.versionId())
                                            .build()),
                            page.deleteMarkers().stream()
                                    .map(marker -> ObjectIdentifier.builder()
                                            .key(marker.key())
                                            .versionId(marker.versionId())
                                            .build()))
                    .toList();
            if (!all.isEmpty()) {
                delete(all);
                gone += all.size();
            }
        }
        return gone;
    }

    private void delete(List<ObjectIdentifier> all) {
        DeleteObjectsResponse answer = s3.deleteObjects(request -> request.bucket(names.bucket())
                .delete(Delete.builder().objects(all).quiet(true).build()));
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
            S3Error first = answer.errors().getFirst();
            throw new PlatformException.Refused(
                    "cannot delete s3://" + names.bucket() + "/" + first.key() + ": " + first.message() + " ("
                            + first.code() + "); " + (answer.errors().size() - 1) + " others alike");
        }
    }
}
