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
        GetCallerIdentityResponse caller = caller();
        if (!caller.account().equals(expected)) {
            throw new PlatformException.Refused("the credentials in use are " + caller.arn() + ", of the account "
                    + caller.account() + "; the stage is in the account " + expected
                    + ": set AWS_PROFILE, or the stage's account");
        }
    }

    private GetCallerIdentityResponse caller() {
        try {
            return sts.getCallerIdentity();
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot ask AWS whose credentials are in use", e);
        }
    }
}
