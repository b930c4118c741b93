package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;

/**
 * The bucket of packages and records, as roles name it.
 *
 * @param bucketArn the bucket
 * @param keyArn the key that encrypts it, or {@code *} for any key that S3 uses for this bucket
 */
public record Store(String bucketArn, String keyArn) {

    /** A bucket that was there before. Which key encrypts it, its owner knows. */
    static Store existing(StageNames names) {
        return new Store(bucketArn(names), "*");
    }

    /**
     * The bucket by its name, for roles that are made apart from it. Its key then is any of the account's that S3 uses for
     * this bucket.
     *
     * @param before whether the bucket was there before
     */
    static Store named(StageNames names, boolean before) {
        return before ? existing(names) : new Store(bucketArn(names), GitHubStatements.keys(names));
    }

    private static String bucketArn(StageNames names) {
        return "arn:aws:s3:::" + names.bucket();
    }
}
