package dev.slipway.aws;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    /** No answer, or none in time. */
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
    /** Refused without a word: S3 answers HEAD without a body. */
    UNEXPLAINED,
    /** Someone else changed it. */
    CHANGED,
    /** Anything else that AWS will not do. */
    REFUSED;

    private static final int BAD_REQUEST = 400;

    static AwsFault of(SdkException e) {
        if (e instanceof AwsServiceException answered) {
            return answered(answered);
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return SILENT;
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof ConnectException) {
                return UNREACHABLE;
            }
        }
        return String.valueOf(e.getMessage()).contains("credentials") ? NO_CREDENTIALS : SILENT;
    }

    private static AwsFault answered(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        if (isOfAnotherTime(details)) {
            return CLOCK;
        }
        return switch (code) {
            case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" -> EXPIRED;
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
            case "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture" -> CLOCK;
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
            case "NotFoundException" -> MISSING;
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
            default -> e.isThrottlingException() ? BUSY : byStatus(e, code);
        };
    }

    /**
     * Most services have no code for a wrong clock: they say that the signature does not match, and why in words
     * (AWS IAM user guide, "Troubleshoot Signature Version 4", "Request signature expired").
     */
    private static boolean isOfAnotherTime(@Nullable AwsErrorDetails details) {
        String words = details == null || details.errorMessage() == null ? "" : details.errorMessage();
        return words.startsWith("Signature expired") || words.startsWith("Signature not yet current");
    }

    private static AwsFault byStatus(AwsServiceException e, String code) {
        if (e.statusCode() == BAD_REQUEST && code.isEmpty()) {
            return bucketRegion(e).isPresent() ? WRONG_REGION : UNEXPLAINED;
        }
        return byStatus(e.statusCode());
    }

    /** The region that a bucket stands in, which S3 names in a header whatever else it says. */
    static Optional<String> bucketRegion(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.sdkHttpResponse() == null
                ? Optional.empty()
                : details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
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
