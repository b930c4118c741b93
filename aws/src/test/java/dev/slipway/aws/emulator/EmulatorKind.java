package dev.slipway.aws.emulator;

/** The emulators that are known here, and what they can do. */
enum EmulatorKind {
    /** LocalStack 4.14.0 in host mode, without Docker. Its UpdateAlias with shares answers 500, always. */
    LOCALSTACK("LocalStack 4.14.0", "/_localstack/health"),

    /** LocalEmu 1.3.2 with a Docker engine. */
    LOCALEMU("LocalEmu 1.3.2", "/_localemu/health");

    private final String title;
    private final String health;

    EmulatorKind(String title, String health) {
        this.title = title;
        this.health = health;
    }

    String title() {
        return title;
    }

    /** The path that it alone answers. */
    String health() {
        return health;
    }

    /** The table of who can do what. */
    boolean can(Capability capability) {
        return switch (capability) {
            case S3, S3_RACES, LAMBDA_VERSIONS, LAMBDA_ALIAS, METRIC_SUMS, ALARMS, KMS_P256 -> true;
            case LAMBDA_ALIAS_WEIGHTS, LAMBDA_INVOKE -> this == LOCALEMU;
            case METRIC_DIMENSIONS, METRIC_PERCENTILES -> false;
        };
    }
}
