package dev.slipway.aws.emulator;

import java.util.Optional;

/**
 * The table of emulators by name and version: what each lacks, and how that shows. All of it was found by running them;
 * another version needs a row of its own.
 */
public enum EmulatorKind {
    /** A fork of LocalStack that runs functions in containers. First, for it also answers where LocalStack does. */
    LOCALEMU("LocalEmu", "1.3.2", "/_localemu/health") {
        @Override
        public Optional<String> lack(Capability capability) {
            return switch (capability) {
                case ALIAS_CHECKS -> Optional.of("UpdateAlias takes any version");
                case METRIC_QUANTILES -> Optional.of(QUANTILES);
                case KMS_ED25519 -> Optional.of("CreateKey knows no such key");
                case S3,
                        S3_RACES,
                        FUNCTION_VERSIONS,
                        FUNCTION_CALLS,
                        ALIASES,
                        ALIAS_WEIGHTS,
                        METRIC_COUNTS,
                        ALARMS,
                        KMS_P256,
                        KMS_RSA_PSS,
                        STACKS,
                        HTTP_API -> Optional.empty();
            };
        }
    },

    /** Without a Docker engine of its own, on a host or in a container: functions exist and nothing runs them. */
    LOCALSTACK("LocalStack", "4.14.0", "/_localstack/health") {
        @Override
        public Optional<String> lack(Capability capability) {
            return switch (capability) {
                case FUNCTION_CALLS -> Optional.of("functions need Docker there");
                case ALIAS_WEIGHTS -> Optional.of("UpdateAlias with RoutingConfig answers 500");
                case ALIAS_CHECKS -> Optional.of("UpdateAlias takes any version");
                case METRIC_QUANTILES -> Optional.of(QUANTILES);
                case KMS_ED25519 -> Optional.of("CreateKey knows no such key");
                case HTTP_API -> Optional.of("apigatewayv2 answers 501");
                case S3, S3_RACES, FUNCTION_VERSIONS, ALIASES, METRIC_COUNTS, ALARMS, KMS_P256, KMS_RSA_PSS, STACKS ->
                    Optional.empty();
            };
        }
    };

    private static final String QUANTILES = "GetMetricData answers 500 for them";

    private final String product;
    private final String version;
    private final String health;

    EmulatorKind(String product, String version, String health) {
        this.product = product;
        this.version = version;
        this.health = health;
    }

    /** Why it cannot do this; empty where it can. */
    public abstract Optional<String> lack(Capability capability);

    /** Name and version, as reports show them. */
    public String title() {
        return product + " " + version;
    }

    String product() {
        return product;
    }

    String version() {
        return version;
    }

    /** The path where it tells that it is well. */
    String health() {
        return health;
    }
}
