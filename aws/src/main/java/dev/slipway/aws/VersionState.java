package dev.slipway.aws;

import dev.slipway.core.platform.FunctionService.State;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.SnapStartResponse;

/** Lambda's states of a version in ours (Lambda developer guide, "Lambda function states", "Activating SnapStart"). */
final class VersionState {

    private VersionState() {}

    static State of(GetFunctionConfigurationResponse function) {
        return switch (function.state()) {
            case ACTIVE -> snapshotIsMissing(function) ? new State.Pending() : new State.Active();
            case PENDING -> new State.Pending();
            // Asked to work, a deactivated one is made ready again.
            case INACTIVE, DEACTIVATING, DEACTIVATED -> new State.Inactive();
            case FAILED ->
                new State.Failed(
                        reason(function) + StateReason.remedy(function.stateReasonCodeAsString()) + again(function));
            case ACTIVE_NON_INVOCABLE, DELETING ->
                new State.Failed("it cannot be called any more: " + function.stateAsString());
            case UNKNOWN_TO_SDK_VERSION ->
                new State.Failed(
                        "Lambda calls its state \"" + function.stateAsString() + "\", which is not known here");
        };
    }

    /** With SnapStart a version is ready when it is active and its snapshot is there, not before. */
    private static boolean snapshotIsMissing(GetFunctionConfigurationResponse function) {
        SnapStartResponse snapStart = function.snapStart();
        return snapStart != null
                && snapStart.applyOn() == SnapStartApplyOn.PUBLISHED_VERSIONS
                && snapStart.optimizationStatus() != SnapStartOptimizationStatus.ON;
    }

    /**
     * Lambda publishes nothing new where neither code nor settings changed, so a failed version would be found again for
     * ever. Of the first one nothing is left: its stack goes back.
     */
    private static String again(GetFunctionConfigurationResponse function) {
        return "1".equals(function.version())
                ? ""
                : "; where that changes neither code nor settings, take this version away before it is released again:"
                        + " aws lambda delete-function --function-name " + function.functionName() + " --qualifier "
                        + function.version();
    }

    private static String reason(GetFunctionConfigurationResponse function) {
        String code = function.stateReasonCodeAsString();
        String reason = function.stateReason();
        if (reason == null) {
            return code == null ? "Lambda gives no reason" : code;
        }
        return code == null ? reason : reason + " (" + code + ")";
    }
}
