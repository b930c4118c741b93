package dev.slipway.aws;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The kinds of error that AWS answers with, by what can be done about them. Codes: each service's API reference,
 * "Common Errors", and S3's "List of error codes".
 */
enum AwsFault {
    /** Throttled. */
    BUSY,
    /** No answer in time. */
    SILENT,
    /** AWS's own failure. */
    BROKEN,
    UNREACHABLE,
    EXPIRED,
    NO_CREDENTIALS,
    BAD_CREDENTIALS,
    /** This machine's clock is wrong. */
    CLOCK,
    DENIED,
    WRONG_REGION,
    NO_BUCKET,
    KEY_UNUSABLE,
    MISSING,
    /** Someone else changed it. */
    CHANGED,
    /** Anything else that AWS will not do. */
    REFUSED;

    static AwsFault of(SdkException e) {
        if (e instanceof AwsServiceException answered) {
            return answered(answered);
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return SILENT;
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return SILENT;
            }
            if (cause instanceof UnknownHostException || cause instanceof ConnectException) {
                return UNREACHABLE;
            }
        }
        return String.valueOf(e.getMessage()).contains("credentials") ? NO_CREDENTIALS : UNREACHABLE;
    }

    private static AwsFault answered(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        return switch (code) {
            case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired" -> EXPIRED;
            case "InvalidAccessKeyId",
                    "InvalidClientTokenId",
                    "UnrecognizedClientException",
                    "SignatureDoesNotMatch",
                    "InvalidSignatureException",
                    "IncompleteSignature",
                    "InvalidToken",
                    "MissingAuthenticationToken",
                    "NotSignedUp",
                    "OptInRequired" -> BAD_CREDENTIALS;
            case "RequestTimeTooSkewed" -> CLOCK;
            case "AccessDenied",
                    "AccessDeniedException",
                    "AccessDeniedFault",
                    "AuthorizationError",
                    "NotAuthorized",
                    "UnauthorizedOperation",
                    "AllAccessDisabled" -> DENIED;
            case "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException" -> WRONG_REGION;
            case "NoSuchBucket" -> NO_BUCKET;
            case "KMSAccessDeniedException",
                    "KMSDisabledException",
                    "KMSInvalidStateException",
                    "KMSNotFoundException",
                    "KMS.DisabledException",
                    "KMS.KMSInvalidStateException",
                    "KMS.NotFoundException",
                    "DisabledException",
                    "InvalidGrantTokenException",
                    "InvalidKeyUsageException" -> KEY_UNUSABLE;
            case "RequestTimeout" -> SILENT;
            default -> e.isThrottlingException() ? BUSY : byStatus(e.statusCode());
        };
    }

    private static AwsFault byStatus(int status) {
        return switch (status) {
            case 301, 307 -> WRONG_REGION;
            case 401, 403 -> DENIED;
            case 404 -> MISSING;
            case 412 -> CHANGED;
            case 429, 503 -> BUSY;
            default -> status >= 500 ? BROKEN : REFUSED;
        };
    }
}
