package dev.slipway.aws;

import dev.slipway.core.platform.PlatformException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns what AWS and its SDK throw into {@link PlatformException}s: one message each, with what was tried, AWS's own
 * words, and the remedy. The one place that knows AWS's error codes, except those that are part of a call's ordinary
 * answers, which the adapters read.
 */
final class AwsErrors {

    private AwsErrors() {}

    /**
     * What a caller may do about an error.
     *
     * @param what what was tried, such as {@code cannot read s3://bucket/key}
     */
    static PlatformException translate(String what, SdkException e) {
        return translate(what, e, AwsFault.of(e));
    }

    private static PlatformException translate(String what, SdkException e, AwsFault fault) {
        String text = what + ": " + words(e) + remedy(e, fault);
        return switch (fault) {
            case BUSY, SILENT, BROKEN, UNREACHABLE, EXPIRED -> new PlatformException.Unavailable(text, e);
            case NO_CREDENTIALS, BAD_CREDENTIALS, CLOCK, DENIED, WRONG_REGION, KEY_UNUSABLE, UNEXPLAINED, REFUSED ->
                new PlatformException.Refused(text);
            case NO_BUCKET, MISSING -> new PlatformException.Missing(text);
            case CHANGED -> new PlatformException.Conflict(text);
        };
    }

    private static String remedy(SdkException e, AwsFault fault) {
        String remedy = switch (fault) {
            case BUSY ->
                asked(e) + "AWS limits the rate of such calls; try again in a minute, or ask for a higher quota";
            case SILENT -> "no answer came; whether it was done is not known: run it again, which does nothing twice";
            case BROKEN -> "AWS failed; try again in a minute";
            case UNREACHABLE -> "check the network and the region; a wrong region's name has no address";
            case EXPIRED -> "the credentials have expired: log in again (aws sso login), then run it again";
            case NO_CREDENTIALS ->
                "no AWS credentials were found: run aws configure or aws sso login, or set AWS_PROFILE";
            case BAD_CREDENTIALS ->
                "AWS does not know these credentials: check AWS_PROFILE and AWS_ACCESS_KEY_ID, then"
                        + " aws sts get-caller-identity; a region that the account has not enabled says the same";
            case CLOCK -> "this machine's clock differs too much from AWS's: set it right";
            case DENIED ->
                MissingPermission.of(e)
                        .map(MissingPermission::remedy)
                        .orElse("the role that was used lacks this permission, or belongs to another account than the"
                                + " resource: compare aws sts get-caller-identity with the stage's account");
            case WRONG_REGION -> "the bucket stands in " + region(e) + ": set the stage's region to it";
            case UNEXPLAINED ->
                "S3 gives no reason here: check that the credentials have not expired"
                        + " (aws sts get-caller-identity), and that the bucket stands in the stage's region";
            case NO_BUCKET ->
                "there is no such bucket: slipway deploy makes it; or check the stage's account and" + " region";
            case KEY_UNUSABLE ->
                "a KMS key is disabled, is to be deleted, or does not let this role use it:"
                        + " check the key's state and policy";
            case MISSING, CHANGED, REFUSED -> "";
        };
        return remedy.isEmpty() ? "" : "; " + remedy;
    }

    private static String asked(SdkException e) {
        Integer attempts = e.numAttempts();
        return attempts == null || attempts < 2 ? "" : "asked " + attempts + " times; ";
    }

    private static String region(SdkException e) {
        return Optional.of(e)
                .filter(AwsServiceException.class::isInstance)
                .map(AwsServiceException.class::cast)
                .flatMap(AwsFault::bucketRegion)
                .orElse("another region");
    }

    /** AWS's words with its code, or the reason why none came. */
    private static String words(SdkException e) {
        if (e instanceof AwsServiceException answered) {
            AwsErrorDetails details = answered.awsErrorDetails();
            String code = details == null || details.errorCode() == null
                    ? "status " + answered.statusCode()
                    : details.errorCode();
            String message = details == null ? null : details.errorMessage();
            return message == null || message.isEmpty() || message.equals(code) ? code : message + " (" + code + ")";
        }
        Throwable cause = e.getCause();
        if (cause instanceof UnknownHostException) {
            return "the address " + cause.getMessage() + " is not known";
        }
        if (cause instanceof ConnectException) {
            return "no connection: " + cause.getMessage();
        }
        // The SDK goes on to say of each place where credentials may be that there were none.
        return String.valueOf(e.rawMessage()).replaceFirst("(?s) AwsCredentialsProviderChain\\(.*", "");
    }
}
