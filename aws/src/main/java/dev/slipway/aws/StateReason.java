package dev.slipway.aws;

import org.jspecify.annotations.Nullable;

/**
 * What to do about a version that Lambda could not make ready, by Lambda's code for why (Lambda API reference,
 * "FunctionConfiguration", {@code StateReasonCode}).
 */
final class StateReason {

    private StateReason() {}

    /** The remedy, to be put after the reason; empty where the reason says it all. */
    static String remedy(@Nullable String code) {
        String remedy = switch (code == null ? "" : code) {
            case "FunctionError", "FunctionError.RuntimeExitError", "FunctionError.ExtensionInitError" ->
                "its code failed while the snapshot was made: its log says at what, under the version's own"
                        + " log streams";
            case "FunctionError.InitTimeout", "FunctionError.PermissionDenied" ->
                "it did not start in time or may not read its package: its log says at what; a larger"
                        + " serving.memory starts sooner";
            case "FunctionError.InitResourceExhausted" ->
                "it needs more memory to start: raise serving.memory in slipway.yaml";
            case "FunctionError.InvalidEntryPoint",
                    "FunctionError.InvalidWorkingDirectory",
                    "InvalidRuntime",
                    "InvalidZipFileException" ->
                "the bundle is not one of this Slipway: deploy again with the installation's own";
            case "InsufficientRolePermissions", "InvalidConfiguration" ->
                "its role lacks what the stack gives it: deploy the model's stack again";
            case "KMSKeyNotFound", "KMSKeyAccessDenied", "DisabledKMSKey", "InvalidStateKMSKey" ->
                "a KMS key is disabled, is to be deleted, or does not let its role use it: check the key's"
                        + " state and policy";
            case "InternalError", "Creating", "Restoring" -> "AWS failed";
            case "ImageAccessDenied", "ImageDeleted", "InvalidImage" ->
                "its container image cannot be read: deploy the model's stack again";
            default -> "";
        };
        return remedy.isEmpty() ? "" : "; " + remedy;
    }
}
