package dev.slipway.aws.emulator;

/** What AWS does and an emulator may lack, as far as a test of ours needs it. */
public enum Capability {
    /** Objects with conditions, checksums, parts and versions. */
    S3("keep objects under conditions"),
    /** Of those who write under one condition at the same time, one wins. */
    S3_RACES("let one of several writers win"),
    /** Functions and their versions: published under guards, listed, deleted. Nothing of it runs. */
    FUNCTION_VERSIONS("publish versions under guards"),
    /** Calls of a version, answered by its code. */
    FUNCTION_CALLS("run a function"),
    /** Aliases, created with any weights and moved from version to version under their revision. */
    ALIASES("move an alias"),
    /** UpdateAlias with the weight of a second version. */
    ALIAS_WEIGHTS("give an alias other weights"),
    /** UpdateAlias refuses a version that does not exist. */
    ALIAS_CHECKS("refuse an alias for a version that does not exist"),
    /** GetMetricData with Sum and SampleCount. */
    METRIC_COUNTS("count calls"),
    /** GetMetricData with percentiles and TC(:T). */
    METRIC_QUANTILES("answer percentiles or trimmed counts"),
    /** Alarms, and SetAlarmState. */
    ALARMS("keep alarms"),
    /** Keys of the curve P-256 that sign. */
    KMS_P256("sign with P-256"),
    /** RSA keys that sign with PSS padding. */
    KMS_RSA_PSS("sign with RSA-PSS"),
    /** Keys of the curve Ed25519 that sign. */
    KMS_ED25519("sign with Ed25519"),
    /** Stacks of roles, buckets, keys, log groups, functions, alarms, rules and parameters. */
    STACKS("create, update and delete stacks"),
    /** API Gateway's HTTP APIs. */
    HTTP_API("serve an HTTP API");

    private final String words;

    Capability(String words) {
        this.words = words;
    }

    /** What it is in words that follow "cannot". */
    public String words() {
        return words;
    }
}
