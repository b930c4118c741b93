package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.kms.KeySpec;
import software.amazon.awscdk.services.kms.KeyUsage;
import software.constructs.Construct;

/**
 * A key in KMS that signs packages; its secret half never leaves KMS. Functions trust its public half once that is
 * exported and named under {@code signing: keys}. It outlives the stack, as the packages do that it signed.
 */
final class SigningKey extends Construct {

    SigningKey(Construct scope, String id, StageNames names) {
        super(scope, id);
        Key key = Key.Builder.create(this, "Key")
                .description("Slipway, stage " + names.stage() + ": signs packages")
                .alias(names.signingKeyAlias())
                .keySpec(KeySpec.ECC_NIST_P256)
                .keyUsage(KeyUsage.SIGN_VERIFY)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        CfnOutput.Builder.create(this, "Id")
                .description("The key that signs packages: aws kms get-public-key --key-id ID")
                .value(key.getKeyId())
                .build();
    }
}
