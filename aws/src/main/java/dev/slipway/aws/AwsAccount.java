package dev.slipway.aws;

import dev.slipway.core.platform.PlatformException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Whose credentials are in use. Asked before anything is changed, so that a forgotten profile does no harm. */
final class AwsAccount {

    private final StsClient sts;

    AwsAccount(StsClient sts) {
        this.sts = sts;
    }

    /**
     * Checks the account.
     *
     * @throws PlatformException.Refused where it is another
     */
    void check(String expected) {
        GetCallerIdentityResponse caller = caller(sts);
        if (!caller.account().equals(expected)) {
            throw new PlatformException.Refused("the credentials in use are " + caller.arn() + ", of the account "
                    + caller.account() + "; the stage is in the account " + expected
                    + ": set AWS_PROFILE, or the stage's account");
        }
    }

    private static GetCallerIdentityResponse caller(StsClient sts) {
        try {
            return answered(sts.getCallerIdentity());
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot ask AWS whose credentials are in use", e);
        }
    }

    /**
     * The answer, where it is one: the SDK reads any page that comes with status 200, such as a proxy's, as an answer that
     * says nothing.
     *
     * @throws PlatformException.Refused where it is none
     */
    static GetCallerIdentityResponse answered(GetCallerIdentityResponse caller) {
        if (caller.account() == null || caller.arn() == null) {
            throw new PlatformException.Refused(
                    "cannot ask AWS whose credentials are in use: what answered is not AWS; check the proxy"
                            + " (HTTPS_PROXY) and AWS_ENDPOINT_URL");
        }
        return caller;
    }
}
