package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The bucket of packages and of release records: versioned, encrypted, reached by TLS alone, never public. It outlives
 * its stack, but not one that could not be made: made again, it would be in its own way. Nothing that is current ever expires: live blobs go only by {@code slipway gc}.
 */
public final class PackageStore extends Construct {

    /** How long what was overwritten or deleted can still be brought back. */
    private static final Duration NONCURRENT = Duration.days(90);

    private static final Duration ABANDONED_UPLOAD = Duration.days(7);
    private static final double TLS = 1.2;

    private final Store store;

    /**
     * Makes the bucket.
     *
     * @param key encrypts it
     */
    public PackageStore(Construct scope, String id, StageNames names, IKey key) {
        super(scope, id);
        Bucket bucket = Bucket.Builder.create(this, "Bucket")
                .bucketName(names.bucket())
                .versioned(true)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .bucketKeyEnabled(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .minimumTlsVersion(TLS)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .id("only-what-nobody-can-see")
                        .abortIncompleteMultipartUploadAfter(ABANDONED_UPLOAD)
                        .noncurrentVersionExpiration(NONCURRENT)
                        .build()))
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        String reason = "three roles may read it, what is in it never changes, and CloudTrail's data events tell more"
                + " than access logs would: whoever must know of each read turns those on";
        new Waiver("AwsSolutions-S1", reason).on(bucket);
        new Waiver("CKV_AWS_18", reason).on(bucket);
        this.store = new Store(bucket.getBucketArn(), key.getKeyArn());
    }

    /** How roles name it. */
    public Store store() {
        return store;
    }
}
