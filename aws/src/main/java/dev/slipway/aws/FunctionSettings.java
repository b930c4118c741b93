package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.PlatformException;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.RuntimeVersionConfig;
import software.amazon.awssdk.services.lambda.model.SnapStartResponse;

/** What we read out of a function's settings as Lambda tells them. */
final class FunctionSettings {

    /** The environment variable that names the package. */
    static final String MODEL = "SLIPWAY_MODEL";

    private FunctionSettings() {}

    /**
     * The package that a function serves; empty where it is no function of ours.
     *
     * @throws PlatformException.Refused where Lambda may not decrypt the function's environment
     */
    static Optional<Digest> digest(FunctionConfiguration function) {
        EnvironmentResponse environment = function.environment();
        if (environment == null) {
            return Optional.empty();
        }
        if (environment.error() != null) {
            throw new PlatformException.Refused("cannot read the environment of " + function.functionArn() + ": "
                    + environment.error().message() + " (" + environment.error().errorCode()
                    + "); let the role use the key that encrypts it");
        }
        return Optional.ofNullable(environment.variables().get(MODEL)).flatMap(FunctionSettings::parsed);
    }

    private static Optional<Digest> parsed(String text) {
        try {
            return Optional.of(Digest.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether two would behave alike: all settings are the same, but for names, times and states, and which patch of its
     * runtime AWS has given each.
     */
    static boolean sameBehaviour(FunctionConfiguration one, FunctionConfiguration other) {
        return behaviour(one).equals(behaviour(other));
    }

    private static FunctionConfiguration behaviour(FunctionConfiguration function) {
        SnapStartResponse snapStart = function.snapStart();
        return function.toBuilder()
                .functionArn(null)
                .masterArn(null)
                .version(null)
                .description(null)
                .lastModified(null)
                .revisionId(null)
                .configSha256(null)
                .runtimeVersionConfig((RuntimeVersionConfig) null)
                .state((String) null)
                .stateReason(null)
                .stateReasonCode((String) null)
                .lastUpdateStatus((String) null)
                .lastUpdateStatusReason(null)
                .lastUpdateStatusReasonCode((String) null)
                .snapStart(
                        snapStart == null
                                ? null
                                : snapStart.toBuilder()
                                        .optimizationStatus((String) null)
                                        .build())
                .build();
    }
}
