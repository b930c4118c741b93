package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.VerificationKey;
import java.security.MessageDigest;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Signs with a P-256 key in AWS KMS. Only the message's SHA-256 is sent, so it may be of any length. */
final class KmsSigner implements Signer {

    private final KmsClient kms;
    private final String keyId;

    /**
     * Signs with one key.
     *
     * @param keyId its id, ARN, or {@code alias/name}
     */
    KmsSigner(KmsClient kms, String keyId) {
        this.kms = kms;
        this.keyId = keyId;
    }

    @Override
    public VerificationKey key() {
        try {
            var answer = kms.getPublicKey(request -> request.keyId(keyId));
            if (!answer.signingAlgorithms().contains(SigningAlgorithmSpec.ECDSA_SHA_256)) {
                throw new PlatformException.Refused("the KMS key " + keyId + " is a " + answer.keySpecAsString()
                        + " for " + answer.keyUsageAsString()
                        + "; expected an ECC_NIST_P256 key for SIGN_VERIFY");
            }
            return VerificationKey.decode(answer.publicKey().asByteArray());
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot read the public key of the KMS key " + keyId, e);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        MessageDigest sha256 = Digest.algorithm();
        try {
            return kms.sign(request -> request.keyId(keyId)
                            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                            .messageType(MessageType.DIGEST)
                            .message(SdkBytes.fromByteArray(sha256.digest(message))))
                    .signature()
                    .asByteArray();
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot sign with the KMS key " + keyId, e);
        }
    }
}
