package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Blobs by digest, read: where they are, how large, and their bytes. */
final class S3Blobs {

    /** The metadata that a blob sent in parts carries: its digest. */
    static final String LABEL = "slipway-digest";

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
     * @param checksum the SHA-256 that S3 keeps of it, in its own spelling; that of one sent in parts is over its parts'
     * @param label the digest that whoever sent it in parts proved before S3 put them together
     */
    record Stored(long size, String tag, Optional<String> checksum, Optional<String> label) {

        /** Whether it is what it must be, as far as S3 tells; empty where only its bytes do. */
        Optional<Boolean> isWhole(Digest blob, long expected) {
            if (size != expected) {
                return Optional.of(false);
            }
            boolean inParts = checksum.filter(kept -> kept.indexOf('-') >= 0).isPresent();
            if (inParts) {
                return label.filter(blob.toString()::equals).map(_ -> true);
            }
            return checksum.map(S3Documents.checksum(blob)::equals);
        }
    }

    /** The path of a blob in the layout. */
    static String name(Digest blob) {
        return "blobs/sha256/" + blob.hex();
    }

    Optional<Stored> find(Digest blob) {
        try {
            HeadObjectResponse head = s3.headObject(request ->
                    request.bucket(place.bucket()).key(place.key(name(blob))).checksumMode(ChecksumMode.ENABLED));
            return Optional.of(new Stored(
                    head.contentLength(),
                    head.eTag(),
                    Optional.ofNullable(head.checksumSHA256()),
                    Optional.ofNullable(head.metadata().get(LABEL))));
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

    /** Reads a blob to its end: whether its bytes are what its digest says. */
    boolean readsWhole(Digest blob) {
        try (InputStream in = open(blob)) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (PlatformException.Corrupt e) {
            return false;
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
