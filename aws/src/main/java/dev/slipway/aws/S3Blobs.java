package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Blobs by digest, read: where they are, how large, and their bytes. */
final class S3Blobs {

    private static final int NOT_FOUND = 404;

    private final S3Client s3;
    private final S3Place place;

    S3Blobs(S3Client s3, S3Place place) {
        this.s3 = s3;
        this.place = place;
    }

    /**
     * A blob as S3 has it.
     *
     * @param size its length in bytes
     * @param tag its entity tag
     */
    record Stored(long size, String tag) {}

    /** The path of a blob in the layout. */
    static String name(Digest blob) {
        return "blobs/sha256/" + blob.hex();
    }

    Optional<Stored> find(Digest blob) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(place.bucket()).key(place.key(name(blob))));
            return Optional.of(new Stored(head.contentLength(), head.eTag()));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw AwsErrors.translate("cannot look for " + address(blob), e);
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot look for " + address(blob), e);
        }
    }

    long size(Digest blob) {
        return find(blob)
                .orElseThrow(() -> new PlatformException.Missing(blob + " is not in the store " + place))
                .size();
    }

    InputStream open(Digest blob) {
        ResponseInputStream<GetObjectResponse> first = get(blob, 0, Optional.empty());
        try {
            return new VerifyingInputStream(new ResumingInputStream(new Source(blob, first)), blob);
        } catch (IOException e) {
            throw new PlatformException.Unavailable("cannot read " + address(blob) + ": " + e, e);
        }
    }

    private ResponseInputStream<GetObjectResponse> get(Digest blob, long position, Optional<String> tag) {
        try {
            return s3.getObject(request -> {
                request.bucket(place.bucket()).key(place.key(name(blob)));
                tag.ifPresent(request::ifMatch);
                if (position > 0) {
                    request.range("bytes=" + position + "-");
                }
            });
        } catch (S3Exception e) {
            if (S3Documents.isNoSuchKey(e)) {
                throw new PlatformException.Missing(blob + " is not in the store " + place);
            }
            throw AwsErrors.translate("cannot read " + address(blob), e);
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot read " + address(blob), e);
        }
    }

    private String address(Digest blob) {
        return place.address(name(blob));
    }

    /** One state of the object: all its bytes are read from what had this tag at first. */
    private final class Source implements ResumingInputStream.Source {

        private final Digest blob;
        private final ResponseInputStream<GetObjectResponse> first;
        private boolean begun;

        Source(Digest blob, ResponseInputStream<GetObjectResponse> first) {
            this.blob = blob;
            this.first = first;
        }

        @Override
        public long size() {
            return first.response().contentLength();
        }

        @Override
        public InputStream from(long position) {
            if (!begun) {
                begun = true;
                return first;
            }
            return get(blob, position, Optional.of(first.response().eTag()));
        }

        @Override
        public void abandon(InputStream stream) {
            if (stream instanceof ResponseInputStream<?> open) {
                open.abort();
            }
        }
    }
}
