package dev.slipway.aws.emulator;

/** What an emulator must be able to do for a test. Each was found by running it. */
enum Capability {
    /** Objects with conditions, checksums and parts. */
    S3,
    /** Of writers who race under one condition, one wins. */
    S3_RACES,
    /** Functions, versions and their guards, without running them. */
    LAMBDA_VERSIONS,
    /** CreateAlias and UpdateAlias without shares, guarded by the revision. */
    LAMBDA_ALIAS,
    /** UpdateAlias with shares. */
    LAMBDA_ALIAS_WEIGHTS,
    /** Calls that run code; versions that become active. */
    LAMBDA_INVOKE,
    /** Sums and counts of metrics. */
    METRIC_SUMS,
    /** A set of dimensions is one metric, and not all that have these dimensions and more. */
    METRIC_DIMENSIONS,
    /** Percentiles and TC(:T). */
    METRIC_PERCENTILES,
    /** Alarms, and setting their state. */
    ALARMS,
    /** Signing with P-256. */
    KMS_P256
}
